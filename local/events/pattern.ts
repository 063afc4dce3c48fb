/**
 * EventBridge's content filtering, also used by Lambda's event filters. Pure.
 * Source: "Comparison operators for use in event patterns" of the EventBridge user guide.
 */

export type Pattern = { readonly [key: string]: unknown }
type Json = unknown
type Test = (value: Json) => boolean

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const text = (test: (value: string) => boolean): Test => value => typeof value === 'string' && test(value)
const sameFolded = (a: unknown): Test => text(value => value.toLowerCase() === String(a).toLowerCase())

/** Whether the event fits the pattern. Throws on an operator that this cloud does not know. */
export function matches(pattern: Pattern, event: Json): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or' && Array.isArray(expected)) return expected.some(alternative => matches(alternative as Pattern, event))
    const value = isObject(event) ? event[key] : undefined
    if (Array.isArray(expected)) return expected.some(matcher => fits(matcher, value))
    if (!isObject(expected)) throw new Error(`In an event pattern "${key}" must be a list or an object, and is ${JSON.stringify(expected)}.`)
    // In a list of objects, one of them has to fit whole.
    return Array.isArray(value) ? value.some(element => matches(expected, element)) : matches(expected, value)
  })
}

/** Throws a sentence if the pattern uses an operator that this cloud does not know. */
export function checkPattern(pattern: Pattern): void {
  for (const [key, expected] of Object.entries(pattern)) {
    if (key === '$or' && Array.isArray(expected)) expected.forEach(checkPattern)
    else if (Array.isArray(expected)) for (const matcher of expected) testFor(matcher)
    else if (isObject(expected)) checkPattern(expected)
    else throw new Error(`In an event pattern "${key}" must be a list or an object, and is ${JSON.stringify(expected)}.`)
  }
}

function fits(matcher: unknown, value: Json): boolean {
  if (isObject(matcher) && 'exists' in matcher) return matcher.exists === (value !== undefined)
  if (value === undefined) return false
  return list(value).some(testFor(matcher))
}

function testFor(matcher: unknown): Test {
  if (!isObject(matcher)) return value => value === matcher
  const [[operator, operand] = [], ...more] = Object.entries(matcher)
  const build = more.length === 0 && operator !== undefined ? OPERATORS[operator] : undefined
  if (build === undefined) throw new Error(`The local cloud does not know the event pattern ${JSON.stringify(matcher)}.`)
  return build(operand)
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Test>> = {
  prefix: operand => (isObject(operand)
    ? text(value => value.toLowerCase().startsWith(String(operand['equals-ignore-case']).toLowerCase()))
    : text(value => value.startsWith(String(operand)))),
  suffix: operand => (isObject(operand)
    ? text(value => value.toLowerCase().endsWith(String(operand['equals-ignore-case']).toLowerCase()))
    : text(value => value.endsWith(String(operand)))),
  'equals-ignore-case': sameFolded,
  wildcard: operand => {
    const expression = new RegExp(`^${String(operand).split(/(?<!\\)\*/).map(part => part.replaceAll(/\\([*\\])/g, '$1').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's')
    return text(value => expression.test(value))
  },
  numeric: operand => {
    const comparisons = operand as (string | number)[]
    return value => typeof value === 'number' && comparisons.every((part, index) => index % 2 === 1 || compare(value, String(part), Number(comparisons[index + 1])))
  },
  'anything-but': operand => {
    // A list of plain values, or one further operator over one or many operands.
    const refused = isObject(operand)
      ? Object.entries(operand).flatMap(([operator, values]) => list(values).map(value => testFor({ [operator]: value })))
      : list(operand).map(testFor)
    return value => !refused.some(test => test(value))
  },
  // Looked at before any test, since it asks about what may be absent.
  exists: () => () => true,
}

function compare(value: number, operator: string, bound: number): boolean {
  switch (operator) {
    case '=': return value === bound
    case '<': return value < bound
    case '<=': return value <= bound
    case '>': return value > bound
    case '>=': return value >= bound
    default: throw new Error(`"${operator}" is no numeric comparison of an event pattern.`)
  }
}
