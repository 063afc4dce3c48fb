/** The API as OpenAPI 3.1, derived from the contracts: what they declare is what is documented. */
import * as z from 'zod'
import { problem, type ContractShape, type RouteShape } from './contract.ts'
import { platformErrorSpecs } from './errors.ts'
import { bucketSizes } from './rate-buckets.ts'

type Json = Record<string, unknown>
export interface OpenApi extends Json {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly 'x-problems': readonly { readonly code: string; readonly status: number; readonly title: string; readonly detail: string }[]
}
export interface Operation extends Json {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
}

/** Contracts in the order in which they should be read. */
export function openApiOf(contracts: readonly ContractShape[], version: string): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const contract of contracts) {
    for (const [name, route] of Object.entries(contract.routes)) {
      const addresses = [`${route.method} ${route.path}`, ...route.aliases ?? []]
      addresses.forEach((address, index) => {
        const [method, path] = address.split(' ') as [string, string]
        const operation = operationOf(contract.domain, name, route)
        const alias = { ...operation, operationId: `${operation.operationId}_alias${index}`, deprecated: true, summary: `Alias of ${route.method} ${route.path}.` };
        (paths[path] ??= {})[method.toLowerCase()] = index === 0 ? operation : alias
      })
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Playhouse', version, description: 'Every address below stands under /api. Errors are problem+json (RFC 9457) with a stable code; lists are {items, nextCursor}; times are ISO 8601 in UTC.' },
    servers: [{ url: '/api' }],
    tags: contracts.map(({ domain, about }) => ({ name: domain, description: about })),
    paths,
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From POST /auth/login.' } },
      schemas: { Problem: schemaOf(problem, 'output') },
    },
    /** What any route may answer, besides the codes it names itself. */
    'x-problems': Object.entries(platformErrorSpecs).map(([code, { status, title, detail }]) => ({ code, status, title, detail })),
  }
}

function operationOf(domain: string, name: string, route: RouteShape): Operation {
  return {
    operationId: `${domain}_${name}`,
    tags: [domain],
    summary: route.summary,
    description: describe(route),
    ...(route.who === 'anyone' ? { security: [{}, { accessToken: [] }] } : { security: [{ accessToken: [] }] }),
    parameters: parametersOf(route),
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } } : {}),
    ...(route.bytes ? { requestBody: { required: true, content: Object.fromEntries(route.bytes.types.map(type => [type, { schema: { type: 'string', format: 'binary', maxLength: route.bytes!.most } }])) } } : {}),
    responses: { ...repliesOf(route), default: { description: problemsOf(route), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
  }
}

function describe({ who, rate = 'standard', ownOriginOnly, aliases }: RouteShape): string {
  const whoMay = who === 'anyone' ? 'Anyone may call it.' : who === 'member' ? 'Signed-in people may call it.' : `People with one of these roles may call it: ${who.join(', ')}.`
  return [
    whoMay,
    `Up to ${bucketSizes[rate]} calls a minute.`,
    ownOriginOnly ? 'A browser may call it from our own pages only.' : '',
    aliases ? `Also known as ${aliases.join(', ')}.` : '',
  ].filter(Boolean).join(' ')
}

function parametersOf(route: RouteShape): Json[] {
  return [
    ...fieldsOf(route.params).map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
    ...fieldsOf(route.query).map(([name, schema, required]) => ({ name, in: 'query', required, schema })),
    ...(route.ifMatch ? [{ name: 'If-Match', in: 'header', required: route.ifMatch === 'required', description: 'The version you read; 412 when it has changed.', schema: { type: 'string' } }] : []),
    ...(route.idempotent ? [{ name: 'Idempotency-Key', in: 'header', required: false, description: 'The same key within a day gets the first answer again.', schema: { type: 'string', minLength: 8, maxLength: 128 } }] : []),
  ]
}

function fieldsOf(schema: z.ZodType | undefined): [string, unknown, boolean][] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, field]) => [name, field, required.includes(name)])
}

function repliesOf(route: RouteShape): Json {
  return Object.fromEntries(Object.entries(route.replies).map(([status, schema]) => {
    const isPage = schema instanceof z.ZodString
    const content = schema && { content: { [isPage ? 'text/html' : 'application/json']: { schema: schemaOf(schema, 'output') } } }
    return [status, { description: reasonOf(Number(status)), ...content }]
  }))
}

const reasonOf = (status: number) => ({ 200: 'Done.', 201: 'Created.', 202: 'Accepted.', 204: 'Done; nothing to say.' })[status] ?? 'Done.'

const problemsOf = ({ errors }: RouteShape) => (errors?.length ? `A problem. Besides the common codes: ${errors.join(', ')}.` : 'A problem.')

/** JSON Schema draft 2020-12 is OpenAPI 3.1's own; the dialect line would only be noise in every place. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return json
}
