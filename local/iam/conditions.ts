/** The Condition block of a policy statement. An operator that is not here stops the start, so none is passed over. */
import { wildcard } from './patterns.ts'

/** Condition keys of one request, lower-cased; a key may have several values (dynamodb:LeadingKeys). */
export type Context = ReadonlyMap<string, readonly string[]>
export type Condition = (context: Context) => boolean

/** One value of the request against one value of the policy. */
type Comparison = (actual: string, wanted: string) => boolean

const number = (compare: (a: number, b: number) => boolean): Comparison => (actual, wanted) => compare(Number(actual), Number(wanted))
const date = (compare: (a: number, b: number) => boolean): Comparison => (actual, wanted) => compare(Date.parse(actual), Date.parse(wanted))
const equals: Comparison = (actual, wanted) => actual === wanted
const equalsIgnoringCase: Comparison = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase()
const like: Comparison = (actual, wanted) => wildcard(wanted)(actual)

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: equals, StringEqualsIgnoreCase: equalsIgnoringCase, StringLike: like,
  ArnEquals: like, ArnLike: like, Bool: equalsIgnoringCase,
  NumericEquals: number((a, b) => a === b), NumericLessThan: number((a, b) => a < b), NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b), NumericGreaterThanEquals: number((a, b) => a >= b),
  DateEquals: date((a, b) => a === b), DateLessThan: date((a, b) => a < b), DateGreaterThan: date((a, b) => a > b),
}
const NEGATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals', StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase', StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals', ArnNotLike: 'ArnLike', NumericNotEquals: 'NumericEquals', DateNotEquals: 'DateEquals',
}

/** All lines must hold; within a line, any of its values. */
export function compileConditions(block: Record<string, Record<string, unknown>> = {}): readonly Condition[] {
  return Object.entries(block).flatMap(([operator, lines]) => Object.entries(lines).map(([key, values]) => compile(operator, key.toLowerCase(), [values].flat().map(String))))
}

function compile(operator: string, key: string, wanted: readonly string[]): Condition {
  if (operator === 'Null') return context => context.has(key) !== (wanted[0] === 'true')
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  const negated = NEGATIONS[name!] !== undefined
  const comparison = COMPARISONS[NEGATIONS[name!] ?? name!]
  if (!comparison) throw new Error(`the local cloud does not evaluate the condition operator ${operator}`)
  wanted.forEach(value => wildcard(value)) // refuses policy variables now rather than at a request
  const holds = (actual: string): boolean => wanted.some(value => comparison(actual, value)) !== negated
  return context => {
    const actual = context.get(key)
    // AWS: an absent key fails a comparison, satisfies a negated one, ForAllValues and …IfExists.
    if (!actual || actual.length === 0) return ifExists !== undefined || set === 'ForAllValues' || (negated && set === undefined)
    if (set === 'ForAllValues') return actual.every(holds)
    return negated && set === undefined ? actual.every(holds) : actual.some(holds)
  }
}
