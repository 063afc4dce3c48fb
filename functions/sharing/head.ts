/** What stands in a page's head for whoever previews a link to it. */
import { escaped } from './escaped.ts'

export const meta = (kind: 'name' | 'property', name: string, content: string) => `<meta ${kind}="${name}" content="${escaped(content)}">`
export const canonical = (url: string) => `<link rel="canonical" href="${escaped(url)}">`
export const notForSearch = meta('name', 'robots', 'noindex')

/** A function, because a replacement's text may hold `$&` and the like. */
export const intoHead = (shell: string, lines: readonly (string | false | null)[]) => shell.replace('</head>', () => `${lines.filter(Boolean).join('\n')}\n</head>`)

/** The shell under a name and a description of its own. */
export const titled = (shell: string, title: string, description: string) => shell
  .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(`${title} · Playhouse`)}</title>`)
  .replace(/<meta name="description"[^>]*>/, () => meta('name', 'description', description))

/** As much as previews show. */
const longest = 200

/** The beginning of a text, in one line; empty where there is none. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  return `${line.slice(0, line.lastIndexOf(' ', longest)).slice(0, longest).toWellFormed()} …`
}
