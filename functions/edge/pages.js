// CloudFront Function (cloudfront-js-2.0) on /*: the web app is one page, so every address that is no file
// of the build answers with it. A rewrite, never an error response: those would turn API errors into pages.
function handler(event) {
  const request = event.request
  const isFile = request.uri.startsWith('/assets/') || /^\/[^/@]+\.[a-z0-9]{2,11}$/.test(request.uri)
  if (!isFile) request.uri = '/index.html'
  return request
}
