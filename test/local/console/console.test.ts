import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlugin as createConsole } from '../../../local/console/plugin.ts'
import { createPlugin as createMailbox } from '../../../local/mailbox/plugin.ts'
import { fakeCloud, type FakeCloud } from '../cognito/fake-cloud.ts'

let fake: FakeCloud
let server: Server
let port: number
beforeAll(async () => {
  fake = await fakeCloud([createMailbox, createConsole])
  server = createServer((request, response) => fake.cloud.use('console').handle(request, response))
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  await fake.stop()
  await new Promise(closed => server.close(closed))
})

// Not fetch: it would not let a test choose the Host.
const ask = (path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers: { host: `localhost:${port}`, ...headers } }, async response => resolve({ status: response.statusCode!, headers: response.headers, text: await text(response) }))
    request.on('error', reject)
    request.end(body)
  })
const statuses = (paths: readonly string[], options?: Parameters<typeof ask>[1]) => Promise.all(paths.map(async path => [path, (await ask(path, options)).status]))
const data = async (path: string) => JSON.parse((await ask(path)).text)

describe('the page', () => {
  it('comes whole from this machine, under a policy that lets nothing else in', async () => {
    const page = await ask('/_local')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const parts = [...page.text.matchAll(/(?:src|href)="(\/_local\/[^"]+)"/g)].map(match => match[1]!)
    expect(parts).toHaveLength(2)
    const all = [...parts, '/_local/dom.js', '/_local/tabs.js', '/_local/']
    expect(await statuses(all)).toEqual(all.map(part => [part, 200]))
    expect(page.text).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
  })

  it('serves its own files and no others', async () => {
    const paths = ['/_local/plugin.ts', '/_local/..%2fplugin.ts', '/_local/page/index.html', '/_local/nothing.json', '/_local/constructor.json']
    expect(await statuses(paths)).toEqual(paths.map(path => [path, 404]))
    expect((await ask('/_local', { method: 'DELETE' })).status).toBe(405)
  })

  it('answers to loopback names only, so that no foreign name can be rebound to it', async () => {
    const as = async (host: string) => [host, (await ask('/_local/mailbox.json', { headers: { host } })).status]
    const own = ['localhost', 'LOCALHOST:4000', '127.0.0.1:4000', '[::1]:4000', 'playhouse.localhost:4000']
    const foreign = ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '192.168.1.5:4000', 'xlocalhost']
    expect(await Promise.all(own.map(as))).toEqual(own.map(host => [host, 200]))
    expect(await Promise.all(foreign.map(as))).toEqual(foreign.map(host => [host, 403]))
  })

  it('may be linked to from elsewhere, while its data is not read nor its clock moved from there', async () => {
    expect((await ask('/_local', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } })).status).toBe(200)
    expect((await ask('/_local/mailbox.json', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } })).status).toBe(403)
    expect((await ask('/_local/mailbox.json', { headers: { origin: 'http://localhost:3000' } })).status).toBe(403)
    const post = { method: 'POST', headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, body: '{"advanceSeconds":60}' }
    expect((await ask('/_local/clock', post)).status).toBe(403)
  })
})

describe('the data', () => {
  it('lists mails newest first with their codes, for one person too', async () => {
    const { deliver } = fake.cloud.use('mailbox')
    deliver({ to: 'ana@example.org', from: 'house@example.org', subject: 'Code', text: 'Your code is 042137.' })
    deliver({ to: 'bo@example.org', from: 'house@example.org', subject: '<b>Hello</b>', text: 'No code.' })
    expect((await data('/_local/mailbox.json')).items.map((mail: { to: string }) => mail.to)).toEqual(['bo@example.org', 'ana@example.org'])
    expect((await data('/_local/mailbox.json?to=ANA@example.org')).items).toMatchObject([{ code: '042137' }])
    expect((await data('/_local/summary.json')).counts.mailbox).toBe(2)
  })

  it('says which services nobody offers', async () => {
    const answers = await Promise.all(['events', 'logs', 'queues', 'jobs', 'tables', 'buckets'].map(view => data(`/_local/${view}.json`)))
    expect(answers).toMatchObject(['events', 'lambda', 'queues', 'jobs', 'tables', 's3'].map(service => ({ absent: [service], items: [] })))
  })

  it('shows what the services tell', async () => {
    const cloud = await fakeCloud([createConsole])
    cloud.cloud.offer('queues', { list: () => [{ name: 'q', arn: 'arn:q', url: '', visible: 2, inFlight: 1, delayed: 0 }], peek: (arn: string) => [{ id: arn, body: '{}', receiveCount: 1, sentAt: '' }] } as never)
    cloud.cloud.offer('jobs', { list: () => [{ id: 'old', createdAt: '2026-01-01', status: 'COMPLETE' }, { id: 'new', createdAt: '2026-01-02', status: 'PROGRESSING' }] } as never)
    cloud.cloud.offer('s3', { buckets: () => ['films'], list: () => [{ key: 'a', size: 3 }, { key: 'b', size: 4 }] } as never)
    cloud.cloud.iam.denied = () => [{ caller: 'role', action: 's3:GetObject', resource: 'arn:film', message: 'may not' }]
    const answers: Record<string, unknown> = {}
    const { views } = await import('../../../local/console/views.ts')
    for (const [view, query] of [['queue-messages', 'arn=arn:q'], ['jobs', ''], ['buckets', ''], ['iam', ''], ['summary', '']] as const) answers[view] = await views[view]!(cloud.cloud, new URLSearchParams(query))
    expect(answers).toMatchObject({
      'queue-messages': { items: [{ id: 'arn:q' }] },
      jobs: { items: [{ id: 'new' }, { id: 'old' }] },
      buckets: { items: [{ name: 'films', objects: 2, bytes: 7 }] },
      iam: { denied: [{ message: 'may not' }], unexercised: [] },
      summary: { counts: { queues: 3, jobs: 1, iam: 1, errors: 0 } },
    })
    await cloud.stop()
  })

  it('names secrets and never tells their values', async () => {
    const secret = { stack: 's', logicalId: 'Key', path: 's/Key', type: 'AWS::SecretsManager::Secret', properties: { Name: 'playback', SecretString: 'hush' }, raw: {}, ref: 'arn:secret', attributes: {} }
    const { views } = await import('../../../local/console/views.ts')
    const answer = JSON.stringify(await views.secrets!({ ...fake.cloud, resources: () => [secret] }, new URLSearchParams()))
    expect(answer).toContain('playback')
    expect(answer).not.toContain('hush')
  })

  it('costs a line when nothing has changed', async () => {
    const first = await ask('/_local/mailbox.json')
    const again = await ask('/_local/mailbox.json', { headers: { 'if-none-match': String(first.headers.etag) } })
    expect([again.status, again.text]).toEqual([304, ''])
  })
})

describe('the clock', () => {
  const advance = (body: string, headers = { 'content-type': 'application/json' }) => ask('/_local/clock', { method: 'POST', headers, body })

  it('moves ahead as far as it is told', async () => {
    const before = fake.cloud.now().getTime()
    const { now } = JSON.parse((await advance('{"advanceSeconds":3600}')).text)
    expect(new Date(now).getTime() - before).toBe(3_600_000)
  })

  it('never goes back, nor by nonsense, nor by a form', async () => {
    const bodies = ['{"advanceSeconds":-1}', '{"advanceSeconds":0}', '{"advanceSeconds":"60"}', '{}', 'null', 'nonsense', '{"advanceSeconds":1e99}']
    expect(await Promise.all(bodies.map(async body => [body, (await advance(body)).status]))).toEqual(bodies.map(body => [body, 400]))
    expect((await advance('advanceSeconds=60', { 'content-type': 'text/plain' })).status).toBe(415)
  })
})
