/** JSON Schema in words and by example, for people. */
export interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly description?: string
  readonly default?: unknown
  readonly example?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
}

/** `integer from 1 to 100, 24 unless told` */
export function typeOf(schema: Schema): string {
  const fallback = schema.default === undefined ? '' : `, ${JSON.stringify(schema.default)} unless told`
  return kindOf(schema) + fallback
}

function kindOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(kindOf).join(' or ')
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(', ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  switch (schema.type) {
    case 'array': return `list of ${schema.items?.properties ? 'objects' : kindOf(schema.items ?? {})}${schema.maxItems ? `, at most ${schema.maxItems}` : ''}`
    case 'string': return `${schema.format === 'date-time' ? 'time' : schema.format ?? 'text'}${range(schema.minLength, schema.maxLength, ' characters')}`
    case 'integer':
    case 'number': return schema.type + range(schema.minimum, bounded(schema.maximum))
    case undefined: return 'anything'
    default: return schema.type
  }
}

/** zod states the largest safe integer for every integer, which says nothing. */
const bounded = (maximum: number | undefined) => (maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum)

function range(from: number | undefined, to: number | undefined, unit = ''): string {
  if (from === Number.MIN_SAFE_INTEGER) return range(undefined, to, unit)
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}${unit}`
  if (to !== undefined) return ` up to ${to}${unit}`
  return from === undefined || from === 0 ? '' : ` from ${from}${unit}`
}

/** A value of the schema's shape, from its own examples and defaults where it has any. */
export function exampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return exampleOf(choices[0]!)
  switch (schema.type) {
    case 'object': return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, exampleOf(field)]))
    case 'array': return [exampleOf(schema.items ?? {})]
    case 'integer':
    case 'number': return Math.max(1, schema.minimum ?? 1)
    case 'boolean': return true
    case 'string': return schema.format === 'email' ? 'ana@example.org' : schema.format === 'date-time' ? '2026-11-20T10:43:00.000Z' : '…'
    default: return null
  }
}
