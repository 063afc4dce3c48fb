/** Requests under /_local: the page, its data as JSON, and the controls. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cloud } from '../plugin.ts'
import { controls } from './controls.ts'
import { isFromHere } from './is-from-here.ts'
import { views } from './views.ts'

const page: Record<string, { file: string; type: string }> = {
  '/_local': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/_local/console.css': { file: 'console.css', type: 'text/css; charset=utf-8' },
  ...Object.fromEntries(['console.js', 'dom.js', 'tabs.js'].map(file => [`/_local/${file}`, { file, type: 'text/javascript; charset=utf-8' }])),
}

/** What the page may load: its own parts and nothing else, so that a mail or a log line shown in it cannot act. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The handler that the front door gives every path under /_local. */
export function handleConsole(cloud: Cloud): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    respond(cloud, request, response).catch((error: Error) => {
      cloud.record({ kind: 'error', source: '/_local', message: error.message })
      if (!response.headersSent) send(request, response, 500, { message: error.message })
      else response.destroy()
    })
  }
}

async function respond(cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const path = url.pathname.replace(/\/$/, '')
  if (!isFromHere(request, { isPage: path === '/_local' })) return send(request, response, 403, { message: 'The /_local page answers only to this machine, under a loopback name.' })

  const control = Object.hasOwn(controls, path) ? controls[path] : undefined
  if (control) {
    const { status, content } = await control(cloud, request, url.searchParams)
    return send(request, response, status, content)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(request, response, 405, { message: 'Only GET here.' }, { allow: 'GET, HEAD' })
  const part = Object.hasOwn(page, path) ? page[path] : undefined
  if (part) {
    const body = await readFile(join(import.meta.dirname, 'page', part.file))
    return send(request, response, 200, body, { 'content-type': part.type, 'content-security-policy': policy })
  }
  const name = /^\/_local\/([a-z-]+)\.json$/.exec(path)?.[1] ?? ''
  const view = Object.hasOwn(views, name) ? views[name] : undefined
  if (!view) return send(request, response, 404, { message: `There is nothing at ${path}.`, views: Object.keys(views).map(name => `/_local/${name}.json`) })
  send(request, response, 200, await view(cloud, url.searchParams))
}

/** Answers with a tag, so that the page's polling costs a line when nothing has changed. */
function send(request: IncomingMessage, response: ServerResponse, status: number, content: object | Buffer, headers: Record<string, string> = {}): void {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
  const unchanged = status === 200 && request.method !== 'POST' && request.headers['if-none-match'] === etag
  response.writeHead(unchanged ? 304 : status, {
    'content-type': 'application/json', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin', etag, ...headers,
  })
  response.end(unchanged || request.method === 'HEAD' ? undefined : body)
}
