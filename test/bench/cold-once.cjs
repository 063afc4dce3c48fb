// A fresh process: loads a bundle, sends it one request, prints the milliseconds from before the import to the answer.
const startedAt = performance.now()
const [bundle, rawPath] = process.argv.slice(2)
console.log = console.info = () => {}
const { handler } = require(bundle)
const event = {
  version: '2.0', routeKey: 'ANY', rawPath, rawQueryString: '', headers: { 'content-type': 'application/json' }, isBase64Encoded: false,
  requestContext: { requestId: 'cold', http: { method: 'GET', path: rawPath, sourceIp: '127.0.0.1', userAgent: 'bench' } },
}
handler(event, { awsRequestId: 'cold', functionName: 'cold', getRemainingTimeInMillis: () => 30_000 }).then(answer => {
  const took = performance.now() - startedAt
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
  process.stdout.write(`\ncold ${took}\n`)
  process.exit(0)
})
