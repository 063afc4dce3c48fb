// CloudFront Function (cloudfront-js-2.0) on /, /watch/*, /@*, /robots.txt and /sitemap.xml: addresses that functions/sharing
// answers, under the address that the API knows them by, with the proof that they came through the front door.
import cf from 'cloudfront'

const store = cf.kvs()

async function handler(event) {
  const request = event.request
  const secret = await store.get('origin')
  request.headers['x-origin-verify'] = { value: secret }
  request.headers['x-playhouse-viewer'] = { value: event.viewer.ip }
  request.headers['x-playhouse-host'] = { value: request.headers.host ? request.headers.host.value : '' }
  // A token would only keep the answer from being the same for everybody.
  delete request.headers.authorization
  request.querystring = {}
  request.uri = addressOf(request.uri)
  return request
}

/** What is no film's or channel's address gets the page that nothing is known of: the web app says so by itself. */
function addressOf(uri) {
  if (uri === '/') return '/api/sharing/front'
  if (uri.startsWith('/@')) {
    const handle = /^\/@([A-Za-z0-9._-]{3,30})\/?$/.exec(uri)
    return `/api/sharing/channels/${handle ? handle[1] : '-'}`
  }
  if (!uri.startsWith('/watch/')) return `/api/sharing${uri}`
  const id = /^\/watch\/([A-Za-z0-9_-]{1,60})\/?$/.exec(uri)
  return `/api/sharing/pages/${id ? id[1] : '-'}`
}
