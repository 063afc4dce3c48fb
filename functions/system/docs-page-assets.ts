/** Style and script of the reference page. They stand here as they are sent: the page's policy allows them by their hash. */

export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1c1b1a, #ece8e1); --quiet: light-dark(#66625c, #a49e94); --page: light-dark(#fbfaf8, #161514); --card: light-dark(#fff, #201e1c); --line: light-dark(#e4e0d9, #37332f); --accent: light-dark(#9a3412, #fb923c) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 6rem; background: var(--page); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif }
h1 { margin: 0; font-size: 1.6rem } h1 small, small { color: var(--quiet); font-weight: 400; font-size: .8em }
h2 { margin: 2.5rem 0 .25rem; text-transform: capitalize } h4 { margin: 1.25rem 0 .25rem }
a { color: var(--accent) }
header { position: sticky; top: 0; padding: .75rem 0; background: var(--page); border-bottom: 1px solid var(--line) }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: .5rem }
label { display: block; color: var(--quiet) }
input { width: 100%; padding: .55rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: inherit; font: inherit }
section { scroll-margin-top: 15rem }
details { margin: .5rem 0; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); scroll-margin-top: 15rem }
summary { cursor: pointer } summary span { color: var(--quiet) }
code, pre { font: .88em/1.5 ui-monospace, monospace } pre { overflow: auto; padding: .75rem; border-radius: .5rem; background: var(--page) }
.method { display: inline-block; min-width: 4.2em; font-weight: 700 }
.get { color: light-dark(#15803d, #4ade80) } .post { color: light-dark(#1d4ed8, #7dabff) } .put { color: light-dark(#a16207, #facc15) } .delete { color: light-dark(#b91c1c, #f87171) }
table { width: 100%; border-collapse: collapse; font-size: .92rem } th { text-align: left; color: var(--quiet); font-weight: 500 } td, th { padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`

export const pageScript = `
const find = document.getElementById('find')
const routes = [...document.querySelectorAll('details')]
function search() {
  const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean)
  for (const route of routes) route.hidden = !words.every(word => route.dataset.words.includes(word))
  for (const section of document.querySelectorAll('section')) section.hidden = !section.querySelector('details:not([hidden])')
  document.getElementById('nothing').hidden = routes.some(route => !route.hidden)
}
find.addEventListener('input', search)
function open() { const route = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); if (route && 'open' in route) route.open = true }
addEventListener('hashchange', open)
open()
`
