/** Values for a route's inputs, made from its schemas: one that fits, and many that are meant to hurt. */
import * as z from 'zod'
import type { RouteShape } from '../../../functions/platform/contract.ts'

type Json = Record<string, any>
export type Place = 'params' | 'query' | 'body'

const schemaOf = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json

/** Texts that fit the patterns in use; the first that fits is taken. */
const texts = ['abc', 'abc-def', 'en', '123456', 'Passw0rd-long', 'x'.repeat(24), 'x'.repeat(101), 'ses_' + 'a.'.repeat(40), '2026-11-20T10:43:00.000Z', '00:00:01.000', '#aabbcc']

/** What a well-meaning caller would send. */
export function sampleOf(schema: Json | undefined): unknown {
  if (!schema) return undefined
  for (const known of ['example', 'default', 'const'] as const) if (schema[known] !== undefined) return schema[known]
  if (schema.enum) return schema.enum[0]
  const choice = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.[0]
  if (choice) return sampleOf(choice)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, sampleOf(field as Json)]))
    case 'array': return [sampleOf(schema.items)]
    case 'integer': case 'number': return Math.max(1, schema.minimum ?? 1)
    case 'boolean': return true
    case 'string': return textFor(schema)
    default: return null
  }
}

function textFor({ pattern, format, minLength = 1 }: Json): string {
  if (format === 'email') return 'ana@example.org'
  if (format === 'uri') return 'https://example.org/'
  const fits = (text: string) => text.length >= minLength && (!pattern || new RegExp(pattern).test(text))
  return texts.find(fits) ?? texts[0]!
}

/** Ids of things that are there, by their kind: `{ vid: 'vid_…' }`. */
export type Known = Readonly<Record<string, string>>
const withKnown = (value: unknown, known: Known) =>
  JSON.parse(JSON.stringify(value), (_, inner) => (typeof inner === 'string' ? known[/^([a-z]+)_/.exec(inner)?.[1] ?? ''] ?? inner : inner)) as unknown

/** A whole input that fits the route's schemas, or nearly. Its ids are of nothing unless `known` has one of their kind. */
export const sampleInput = (route: RouteShape, known: Known = {}) => ({
  params: (route.params ? withKnown(sampleOf(schemaOf(route.params)), known) : {}) as Record<string, string>,
  query: {} as Record<string, string>,
  body: route.body ? withKnown(sampleOf(schemaOf(route.body)), known) : undefined,
  ...(route.bytes ? { raw: new Uint8Array([0xff, 0xd8, 0xff, 0xd9]), headers: { 'content-type': route.bytes.types[0]! } } : {}),
})

/** Every leaf of an input, as the way to it. */
export function fieldsOf(schema: z.ZodType | undefined): { path: string[]; schema: Json }[] {
  const walk = (at: Json, path: string[]): { path: string[]; schema: Json }[] => [
    ...(path.length > 0 ? [{ path, schema: at }] : []),
    ...Object.entries(at.properties ?? {}).flatMap(([name, inner]) => walk(inner as Json, [...path, name])),
    ...(at.items && typeof at.items === 'object' ? walk(at.items, [...path, '0']) : []),
  ]
  return schema ? walk(schemaOf(schema), []) : []
}

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))

/** Sent as JSON values. */
export const hostileValues: readonly unknown[] = [
  null, true, -1, 1e308, 1.5, '', 'NaN', [], {}, [[]], nested(40), { $gt: '' }, 'x'.repeat(100_000), 'a\u0000b', '\u202egnp.exe\r\nset-cookie: a=b', '\ud800', '../../../etc/passwd',
  '\' OR 1=1 --', '<script>alert(1)</script>', '${jndi:ldap://127.0.0.1:9/a}', ['a', { toString: 'x' }], { length: 1e9 },
]
/** Sent as texts in a path or a query. */
export const hostileTexts: readonly string[] = ['NaN', '-1', '1e999', '0x10', '\u0000', '%00', '../..', '..%2f..%2fetc%2fpasswd', '__proto__', 'constructor', 'x'.repeat(3000), '\u202e', '{}', '[]', '%c0%ae', 'a b', '*', '\'"`;']

/** Whole bodies that are wrong before any field is looked at. */
export const hostileBodies: readonly { readonly what: string; readonly body: string | Uint8Array<ArrayBuffer>; readonly type?: string; /** What is left of it once API Gateway has made it text: an input, where nothing is required. */ readonly asIf?: unknown }[] = [
  { what: 'no JSON', body: '{"a":' },
  { what: 'invalid UTF-8', body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), asIf: { '\ufffd\ufffd': 1 } },
  { what: 'a list', body: '[]' },
  { what: 'null', body: 'null' },
  { what: 'a prototype', body: '{"__proto__":{"admin":true}}' },
  { what: 'a constructor deep inside', body: '{"a":{"constructor":{"prototype":{"admin":true}}}}' },
  { what: 'ten thousand levels', body: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}` },
  { what: '300 KB', body: JSON.stringify({ a: 'x'.repeat(300_000) }) },
  { what: 'a form', body: 'a=1', type: 'application/x-www-form-urlencoded' },
  { what: 'NaN', body: '{"a":NaN}' },
]

/** The input with one field replaced. */
export function withField(input: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  const copy: any = Array.isArray(input) ? [...input] : { ...(input as object) }
  copy[name] = withField(copy[name], rest, value)
  return copy
}
