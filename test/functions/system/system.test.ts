import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { api } from '../../../functions/platform/api.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import { openApiOf } from '../../../functions/platform/openapi.ts'
import { systemContract } from '../../../functions/system/contract.ts'
import { allContracts, apiVersion } from '../../../functions/system/contracts.ts'
import { handlers } from '../../../functions/system/handlers.ts'
import { exampleOf, typeOf } from '../../../functions/system/schema-words.ts'
import { createHash } from 'node:crypto'
import { fakePlatform, send } from '../platform/http-event.ts'

beforeAll(() => { writeLogTo(() => {}) })

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const theApi = (readTable = async () => {}) => api(systemContract, handlers({ stage: 'test', readTable, places: { queues: new Map(), at: 'https://sqs/' }, listAlarms: async () => [], note: async () => {} }), { platform: fakePlatform() })
const described = openApiOf(allContracts, apiVersion)
const operations = Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))

test('docs/openapi.json is what the contracts say; otherwise run: npm run openapi', () => {
  expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(described)))
})
test('the API has the version of the package', () => {
  expect(apiVersion).toBe(JSON.parse(read('package.json')).version)
})

describe('the OpenAPI document', () => {
  test('knows every route and every alias of every contract', () => {
    const declared = allContracts.flatMap(({ routes }) => Object.values(routes).flatMap(route => [`${route.method} ${route.path}`, ...route.aliases ?? []]))
    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(declared.sort())
  })
  test('names each operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })
  test('declares every parameter that stands in a path', () => {
    for (const { path, operation } of operations) {
      const declared = (operation.parameters as { name: string; in: string }[]).filter(parameter => parameter.in === 'path').map(({ name }) => name)
      expect(declared.sort(), `${operation.operationId} of ${path}`).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]!).sort())
    }
  })
  test('says what is stricter than usual', () => {
    const register = described.paths['/auth/register']!.post!
    expect(register.description).toContain('10 calls a minute')
    expect(described.paths['/channels/{id}']!.put!.parameters).toContainEqual(expect.objectContaining({ name: 'If-Match', in: 'header', required: false }))
  })
})

describe('the routes', () => {
  test('health tells the stage while the table can be read', async () => {
    expect(await send(theApi(), { path: '/api/health' })).toMatchObject({ status: 200, body: { status: 'ok', stage: 'test', version: apiVersion } })
  })
  test('health asks for patience when it cannot', async () => {
    expect(await send(theApi(async () => { throw new Error('no table') }), { path: '/api/health' })).toMatchObject({ status: 503, body: { code: 'try_again' } })
  })
  test('the document is served as it is committed', async () => {
    expect((await send(theApi(), { path: '/api/openapi.json' })).body).toEqual(JSON.parse(read('docs/openapi.json')))
  })
  test('the reference tells every route, and runs under its own policy', async () => {
    const { headers, text = '' } = await send(theApi(), { path: '/api/docs' })
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    for (const { operation } of operations.filter(({ operation }) => !operation.deprecated)) expect(text).toContain(`id="${operation.operationId}"`)
    for (const tag of ['script', 'style']) {
      const inline = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)![1]!
      expect(headers['content-security-policy']).toContain(`'sha256-${createHash('sha256').update(inline).digest('base64')}'`)
    }
    expect(text).not.toMatch(/(src|href)="https?:/)
  })
})

test('schemas read like sentences', () => {
  expect(typeOf({ type: 'integer', minimum: 1, maximum: 100, default: 24 })).toBe('integer from 1 to 100, 24 unless told')
  expect(typeOf({ anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] })).toBe('text up to 5 characters or null')
  expect(typeOf({ type: 'array', items: { enum: ['a', 'b'] }, maxItems: 3 })).toBe('list of "a", "b", at most 3')
  expect(exampleOf({ type: 'object', properties: { id: { type: 'string', example: 'vid_1' }, tags: { type: 'array', items: { type: 'string' } } } })).toEqual({ id: 'vid_1', tags: ['…'] })
})
