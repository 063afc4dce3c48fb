/** Requests as an attacker writes them: any path, any bytes, whatever a client of ours would refuse to send. */
import type { RouteShape } from '../../../functions/platform/contract.ts'

export interface Attempt {
  readonly route: RouteShape
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
}
export interface Answered { readonly status: number; readonly text: string; readonly code: string | undefined; readonly headers: Headers }

export async function send(base: string, { route, params = {}, query = {}, body, raw, token, headers = {} }: Attempt): Promise<Answered> {
  const carries = route.method !== 'GET' && (raw !== undefined || body !== undefined)
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const response = await fetch(`${base}/api${path}?${new URLSearchParams(query)}`, {
    method: route.method, redirect: 'manual',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(carries ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(carries ? { body: raw ?? JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  const code = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as { code?: string }).code : undefined
  return { status: response.status, text, code, headers: response.headers }
}

/** A refusal of whatever kind. */
export const refused = (status: number) => status >= 400
/** A refusal of what was sent, and not of who sent it or how often: the input was looked at. */
export const refusedAsInput = (status: number) => [400, 404, 413, 415, 422].includes(status)

/** What an answer must never be or hold; undefined when it is well. `mustBe` says which statuses it may have at all. */
export function faultIn({ status, text, code }: Answered, mustBe: (status: number) => boolean = () => true): string | undefined {
  if (status >= 500) return `answered ${status} ${text.slice(0, 200)}`
  if (/\n\s+at .+:\d+|node_modules|\.ts:\d+|TypeError|SyntaxError/.test(text)) return `shows its insides: ${text.slice(0, 300)}`
  // What people open in a browser is refused by a page.
  if (status >= 400 && !code && !text.startsWith('<!doctype html>')) return `refused with ${status} and no code: ${text.slice(0, 200)}`
  if (!mustBe(status)) return `answered ${status} ${text.slice(0, 200)}`
  return undefined
}

/** Runs a few at a time; answers what each found, without what found nothing. */
export async function eachOf<T>(items: readonly T[], look: (item: T) => Promise<string | undefined>, atOnce = 6): Promise<string[]> {
  const left = [...items]
  const found: string[] = []
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      const fault = await look(item)
      if (fault) found.push(fault)
    }
  }))
  return found
}
