/** Whether a request comes from a person at this machine rather than from some web page they have open. */
import type { IncomingMessage } from 'node:http'

/**
 * The Host must be a loopback name: a hostile site may point a name of its own at 127.0.0.1 (DNS rebinding),
 * but it cannot make the browser send another name. Other origins may link to the page itself, and neither
 * read its data nor post to it.
 */
export function isFromHere(request: Pick<IncomingMessage, 'headers'>, { isPage }: { isPage: boolean }): boolean {
  const { host, origin } = request.headers
  if (!isLoopback(host)) return false
  if (origin !== undefined && !isSameHost(origin, host)) return false
  const site = request.headers['sec-fetch-site'] ?? 'none'
  return site === 'same-origin' || site === 'none' || (isPage && request.headers['sec-fetch-mode'] === 'navigate')
}

function isLoopback(host: string | undefined): boolean {
  const name = host?.toLowerCase().replace(/:\d+$/, '')
  return name === 'localhost' || name === '127.0.0.1' || name === '[::1]' || (name?.endsWith('.localhost') ?? false)
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}
