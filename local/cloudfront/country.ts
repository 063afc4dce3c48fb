/** From which country viewers seem to come: `POST /_local/country {"country":"DE"}`, for tests of films bound to a country. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../httpapi/node-handler.ts'

export interface ViewerCountry {
  current(): string
  /** True when it has taken the request. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
}

export function viewerCountry(): ViewerCountry {
  let country = 'US'
  const answer = (response: ServerResponse, status: number, body: object) =>
    void response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))

  const change = async (request: IncomingMessage, response: ServerResponse) => {
    const wanted = await readBody(request, 1_000).then(body => JSON.parse(body.toString()).country as unknown).catch(() => undefined)
    if (typeof wanted !== 'string' || !/^[A-Z]{2}$/.test(wanted)) return answer(response, 400, { message: 'Send {"country":"DE"}: two capital letters.' })
    country = wanted
    answer(response, 200, { country })
  }

  return {
    current: () => country,
    handle(request, response) {
      if (!/^\/_local\/country(\?|$)/.test(request.url!)) return false
      if (!isFromHere(request)) answer(response, 403, { message: 'Only from this machine.' })
      else if (request.method === 'GET') answer(response, 200, { country })
      else if (request.method === 'POST') void change(request, response)
      else answer(response, 405, { message: 'GET or POST.' })
      return true
    },
  }
}

/** Another site's page could send this: straight, which its Origin gives away, or by DNS rebinding, which its Host gives away. */
function isFromHere({ headers: { host = '', origin } }: IncomingMessage): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) && (origin === undefined || origin === `http://${host}`)
}
