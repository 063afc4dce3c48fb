/**
 * Runs beside the pages of the installed app, and of any visit after the first. It has one task: without a connection a
 * page is answered with one that says so. Films and data are never kept here; what does not change, the browser keeps.
 */
import { offlineFallback, warmStrategyCache } from 'workbox-recipes'
import { registerRoute } from 'workbox-routing'
import { NetworkFirst, NetworkOnly } from 'workbox-strategies'

/** What that page needs. */
const beside = ['/offline.js', '/color-scheme.js']
const strategy = new NetworkFirst({ cacheName: 'offline' })

registerRoute(({ request, url }) => request.mode === 'navigate' && !url.pathname.startsWith('/_local'), new NetworkOnly())
const isParting = ({ request, sameOrigin, url }: { request: Request; sameOrigin: boolean; url: URL }) => request.keepalive && sameOrigin && url.pathname.startsWith('/api/')
for (const method of ['POST', 'DELETE'] as const) registerRoute(isParting, new NetworkOnly(), method)
registerRoute(({ sameOrigin, url }) => sameOrigin && beside.includes(url.pathname), strategy)
warmStrategyCache({ urls: beside, strategy })
offlineFallback({ pageFallback: '/offline.html' })

/** Not in TypeScript's DOM yet; see https://w3c.github.io/ServiceWorker/#dom-installevent-addroutes. */
interface Installing extends Event { addRoutes?(rules: { condition: { urlPattern: string }; source: 'network' }): Promise<void> }
// Calls go past this worker: what a page says while it is left would otherwise be lost with the page, about every second time.
// Where a browser cannot let them past, the worker makes such a call itself, and outlives the page: about nine of ten arrive.
addEventListener('install', event => void (event as Installing).addRoutes?.({ condition: { urlPattern: '/api/*' }, source: 'network' }))
