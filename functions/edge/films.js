// CloudFront Function (cloudfront-js-2.0) on /t/*: lets a film's bytes through to whoever holds a token for them.
// A token is `<key id>~<claims>~<mac>`, minted by functions/platform/path-token.ts; the request goes on
// without it, so that all viewers share one cache. It fails closed: whatever goes wrong here is a refusal.
// Every await is a statement of its own: CloudFront refuses to compile one among a call's arguments.
import cf from 'cloudfront'
import crypto from 'crypto'

const store = cf.kvs()

async function handler(event) {
  const request = event.request
  let claims
  try {
    const slash = request.uri.indexOf('/', 3)
    const path = request.uri.slice(slash)
    claims = await verified(request.uri.slice(3, slash))
    if (!claims) {
      // lib/delivery/films-refused.ts counts these lines: many of them are a signing key that the edge does not know.
      console.log('refused: not genuine')
      return refuse(403, 'This address is not valid. Open the film again.')
    }
    if (claims.e * 1000 <= Date.now()) return refuse(403, 'This address has expired. Open the film again.')
    if (!path.startsWith(claims.x) || path.includes('..') || path.includes('%')) return refuse(403, 'This address is for another film.')
    const country = request.headers['cloudfront-viewer-country']
    if (claims.c && (!country || country.value !== claims.c)) return refuse(403, 'This film may not be watched from here.')
    const isWithdrawn = await withdrawn(claims)
    if (isWithdrawn) return refuse(403, 'Permission to watch this film was withdrawn.')
    request.uri = path
    return request
  } catch (problem) {
    console.log(`refused: ${problem}`)
    return refuse(403, 'Permission to watch this film could not be checked. Try again.')
  }
}

/** The claims of a genuine token, else null. */
async function verified(token) {
  const parts = token.split('~')
  if (parts.length !== 3) return null
  if (!/^[0-9a-z]{1,32}$/.test(parts[0])) return null
  const name = `playback:${parts[0]}`
  const known = await store.exists(name)
  if (!known) return null
  const secret = await store.get(name)
  const mac = crypto.createHmac('sha256', secret).update(`${parts[0]}~${parts[1]}`).digest('base64url')
  return same(mac, parts[2]) ? JSON.parse(Buffer.from(parts[1], 'base64url').toString()) : null
}

/** Whether a session, person, film or the film's owner was denied after the token was issued: an entry holds that instant, in epoch seconds. */
async function withdrawn(claims) {
  const names = [`deny:s:${claims.s}`, `deny:p:${claims.p}`, `deny:v:${claims.v}`]
  // An earlier release did not name the owner.
  if (claims.o) names.push(`deny:o:${claims.o}`)
  for (let i = 0; i < names.length; i++) {
    const denied = await store.exists(names[i])
    if (!denied) continue
    const since = await store.get(names[i])
    if (claims.i <= Number(since)) return true
  }
  return false
}

/** Compares in a time that does not depend on where two strings differ. */
function same(a, b) {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

function refuse(statusCode, sentence) {
  return {
    statusCode,
    statusDescription: 'Forbidden',
    headers: { 'content-type': { value: 'text/plain; charset=utf-8' }, 'cache-control': { value: 'no-store' }, 'access-control-allow-origin': { value: '*' } },
    body: sentence,
  }
}
