/** The front page, with the posters that a stranger's first screen shows. */
import { firstOfRows, withFirst } from './first-picture.ts'
import { canonical, intoHead, meta } from './head.ts'

export const frontPage = ({ shell, posters, origin }: { shell: string; posters: readonly string[]; origin: string }): string =>
  withFirst(intoHead(shell, [canonical(`${origin}/`), meta('property', 'og:site_name', 'Playhouse'), meta('property', 'og:type', 'website'), meta('property', 'og:title', 'Playhouse'), meta('property', 'og:url', `${origin}/`)]), firstOfRows(posters))
