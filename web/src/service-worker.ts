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
registerRoute(({ sameOrigin, url }) => sameOrigin && beside.includes(url.pathname), strategy)
warmStrategyCache({ urls: beside, strategy })
offlineFallback({ pageFallback: '/offline.html' })
