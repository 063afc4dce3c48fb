/**
 * The script that runs before the first paint stands in the page itself: a file of its own would cost every first visit
 * a way to the server and back. The pages' policy allows it by its hash (lib/delivery/headers.ts).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './hash-of.ts'

export const withFirstScript = (html: string): string => html.replace('<script src="/color-scheme.js"></script>', () => `<script>${readFileSync(join(root, 'web/public/color-scheme.js'), 'utf8')}</script>`)
