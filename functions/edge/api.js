// CloudFront Function (cloudfront-js-2.0) on /api/*: proves to the functions that a request came through
// the front door, and tells them who stands there. Whatever a client sent under these names is overwritten.
import cf from 'cloudfront'

const store = cf.kvs()

async function handler(event) {
  const request = event.request
  const secret = await store.get('origin')
  request.headers['x-origin-verify'] = { value: secret }
  request.headers['x-playhouse-viewer'] = { value: event.viewer.ip }
  request.headers['x-playhouse-host'] = { value: request.headers.host ? request.headers.host.value : '' }
  return request
}
