// CloudFront Function (cloudfront-js-2.0) on the answers of /t/* and /i/*: every attempt at encoding writes below a fresh
// prefix, so nothing ever changes under its address, and browsers may keep it. Not a headers policy: that would mark
// errors too, and a browser would keep a moment's 503 for a year. What says for itself how long it may be kept, as posters
// do, which are taken down when their film is, is left as it is.
function handler(event) {
  const response = event.response
  if (response.statusCode < 400 && !response.headers['cache-control']) response.headers['cache-control'] = { value: 'public, max-age=31536000, immutable' }
  return response
}
