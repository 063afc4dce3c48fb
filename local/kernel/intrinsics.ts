/** CloudFormation's intrinsic functions: turns a template value into the plain value that a plugin reads. */

/** What a value may ask about while it is resolved. Every method throws a sentence when it cannot answer. */
export interface Scope {
  /** A pseudo parameter, a template parameter, or a realised resource's `Ref`. */
  ref(name: string): unknown
  attribute(logicalId: string, name: string): unknown
  condition(name: string): boolean
  mapping(map: string, first: string, second: string): unknown
  importValue(exportName: string): unknown
  /** The inside of `{{resolve:…}}`. */
  dynamic(reference: string): string
}

/** `AWS::NoValue`: the property or list item it stands for disappears. */
export const NO_VALUE = Symbol('AWS::NoValue')

export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return withDynamicReferences(value, scope)
  if (Array.isArray(value)) return value.map(item => resolve(item, scope)).filter(item => item !== NO_VALUE)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [name, argument] = entries[0] ?? []
  if (entries.length === 1 && name !== undefined && isIntrinsic(name)) {
    const run = FUNCTIONS[name]
    if (!run) throw new Error(`The local cloud does not know the intrinsic function ${name}.`)
    const result = run(argument, scope)
    return typeof result === 'string' ? withDynamicReferences(result, scope) : result
  }
  const resolved: Record<string, unknown> = {}
  for (const [key, inner] of entries) {
    const result = resolve(inner, scope)
    if (result !== NO_VALUE) resolved[key] = result
  }
  return resolved
}

/** The condition language: everything `resolve` knows, plus `{Condition: name}`, which elsewhere is an ordinary key. */
export function resolveCondition(value: unknown, scope: Scope): boolean {
  if (typeof value === 'object' && value !== null) {
    const [name, argument] = Object.entries(value)[0] ?? []
    if (name === 'Condition') return scope.condition(argument as string)
    if (name === 'Fn::And') return (argument as unknown[]).every(item => resolveCondition(item, scope))
    if (name === 'Fn::Or') return (argument as unknown[]).some(item => resolveCondition(item, scope))
    if (name === 'Fn::Not') return !resolveCondition((argument as unknown[])[0], scope)
  }
  return resolve(value, scope) === true
}

const isIntrinsic = (name: string) => name === 'Ref' || name.startsWith('Fn::')

// oxlint-disable-next-line no-explicit-any -- every function has arguments of its own shape, straight from the template
const FUNCTIONS: Record<string, (argument: any, scope: Scope) => unknown> = {
  'Ref': (name, scope) => scope.ref(name),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, attribute] = getAttParts(argument)
    return scope.attribute(logicalId, resolve(attribute, scope) as string)
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Join': ([separator, items], scope) => list('Fn::Join', items, scope).map(String).join(separator),
  'Fn::Select': ([index, items], scope) => {
    const from = list('Fn::Select', items, scope)
    const at = Number(resolve(index, scope))
    if (!(at in from)) throw new Error(`Fn::Select asks for item ${at} of a list of ${from.length}.`)
    return from[at]
  },
  'Fn::Split': ([separator, text], scope) => String(resolve(text, scope)).split(separator),
  'Fn::If': ([condition, yes, no], scope) => resolve(scope.condition(condition) ? yes : no, scope),
  'Fn::Equals': ([left, right], scope) => String(resolve(left, scope)) === String(resolve(right, scope)),
  'Fn::And': (items, scope) => resolveCondition({ 'Fn::And': items }, scope),
  'Fn::Or': (items, scope) => resolveCondition({ 'Fn::Or': items }, scope),
  'Fn::Not': (items, scope) => resolveCondition({ 'Fn::Not': items }, scope),
  'Fn::FindInMap': ([map, first, second, fallback], scope) => {
    try {
      return resolve(scope.mapping(...([map, first, second].map(key => resolve(key, scope)) as [string, string, string])), scope)
    } catch (error) {
      if (fallback?.DefaultValue === undefined) throw error
      return resolve(fallback.DefaultValue, scope)
    }
  },
  'Fn::Base64': (text, scope) => Buffer.from(String(resolve(text, scope))).toString('base64'),
  'Fn::ImportValue': (name, scope) => scope.importValue(String(resolve(name, scope))),
  'Fn::GetAZs': () => ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolve(argument, scope)),
  'Fn::Length': (items, scope) => list('Fn::Length', items, scope).length,
}

/** `[logicalId, attribute]` from both spellings of Fn::GetAtt. */
export function getAttParts(argument: unknown): [string, unknown] {
  if (typeof argument !== 'string') return argument as [string, unknown]
  const dot = argument.indexOf('.')
  return [argument.slice(0, dot), argument.slice(dot + 1)]
}

/** The names between `${` and `}` of a Fn::Sub text; `${!Literal}` is none. */
export const SUB_PLACEHOLDER = /\$\{([^!][^}]*)\}/g

function substitute(argument: unknown, scope: Scope): string {
  const [text, own = {}] = typeof argument === 'string' ? [argument] : (argument as [string, Record<string, unknown>?])
  return text
    .replace(SUB_PLACEHOLDER, (_, raw: string) => {
      const name = raw.trim()
      if (Object.hasOwn(own, name)) return String(resolve(own[name], scope))
      return String(name.includes('.') ? scope.attribute(...(getAttParts(name) as [string, string])) : scope.ref(name))
    })
    .replaceAll('${!', '${')
}

function list(name: string, value: unknown, scope: Scope): unknown[] {
  const items = resolve(value, scope)
  if (!Array.isArray(items)) throw new Error(`${name} needs a list, not ${JSON.stringify(items)}.`)
  return items
}

/** A reference is complete only once its pieces are joined, so this looks at every finished string. */
const withDynamicReferences = (text: string, scope: Scope): string =>
  text.includes('{{resolve:') ? text.replace(/\{\{resolve:([^}]+)\}\}/g, (_, reference: string) => scope.dynamic(reference)) : text
