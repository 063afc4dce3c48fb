/**
 * What somebody sees before the web app runs: the posters, where the app will show them a moment later. The app takes
 * them away once its own are there (web/src/first-picture.ts); places and sizes are those of its pages.
 */
import { escaped } from './escaped.ts'

/** The front page's are for strangers alone: whoever is signed in finds other rows there. `data-first` is set by web/public/color-scheme.js. */
const style = `
#first{position:absolute;z-index:50;pointer-events:none}
#first img{display:block;inline-size:100%;block-size:100%;aspect-ratio:16/9;object-fit:cover;border-radius:12px}
#first.film{inset-block-start:72px;inset-inline:24px 32px;aspect-ratio:16/9;max-block-size:calc(100dvh - 204px);background:#000;border-radius:14px;overflow:hidden}
#first.film img{object-fit:contain;border-radius:0}
#first.rows{display:none;inset-block-start:181px;inset-inline:240px 32px;grid-template-columns:repeat(auto-fill,minmax(min(100%,248px),1fr));gap:20px}
html[data-first] #first.rows{display:grid}
@media(width>=68em){#first.film{inset-inline-end:auto;inline-size:calc(min(100% - 56px,1720px) - 420px);margin-inline-start:max(0px,(100% - 1776px)/2)}}
@media(width<75em){#first.rows{inset-inline-start:96px}}
@media(width<48em){#first.film{inset:56px 0 auto;max-block-size:none;border-radius:0}#first.rows{inset:157px 16px auto}#first.rows img:nth-child(n+2){display:none}}
`.replaceAll('\n', '')

export const firstOfFilm = (poster: string | null): string | null => poster && picture('film', [poster])
/** Of the posters on the first screen. */
export const firstOfRows = (posters: readonly string[]): string | null => (posters.length > 0 ? picture('rows', posters) : null)

const picture = (kind: 'film' | 'rows', posters: readonly string[]) =>
  `<style>${style}</style><div id="first" class="${kind}" aria-hidden="true">${posters.map(poster => `<img src="${escaped(poster)}" alt="" width="480" height="270" fetchpriority="high">`).join('')}</div>`

/**
 * Puts the pictures before the app, and the app's styles after them: what stands before a stylesheet is painted without
 * waiting for it. Scripts wait for it all the same, so the app is never seen without its styles.
 */
export function withFirst(page: string, first: string | null): string {
  if (!first) return page
  const sheets: string[] = []
  const rest = page.replace(/\s*<link rel="stylesheet"[^>]*>/g, sheet => {
    sheets.push(sheet.trim())
    return ''
  })
  const [, picture] = /<img src="([^"]*)"/.exec(first)!
  // Ahead of all scripts: whatever else is fetched waits behind it.
  const asked = rest.replace('<head>', () => `<head><link rel="preload" as="image" href="${picture}" fetchpriority="high">`)
  return asked.replace('<div id="root">', () => `${first}${sheets.join('')}<div id="root">`)
}
