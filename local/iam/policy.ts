/** Policy documents, compiled for asking. */
import type { Caller, Permission, PolicyDocument, PolicyStatement } from '../plugin.ts'
import { compileConditions, type Condition, type Context } from './conditions.ts'
import { wildcard, wildcardIgnoringCase, type Matcher } from './patterns.ts'

/** One action on one resource, both as a policy writes them (`s3:GetObject` on `arn:aws:s3:::films/v/*`), and whether a request has needed it since the start. */
export interface Grant {
  readonly action: string
  readonly resource: string
  readonly matches: (permission: Permission) => boolean
  exercised: boolean
}

export interface Statement {
  readonly allows: boolean
  /** Every action on every resource. */
  readonly grants: readonly Grant[]
  appliesTo(permission: Permission, caller: Caller, context: () => Context): boolean
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value as T])

/** Throws a sentence on anything that would be evaluated wrongly. */
export function compilePolicy(document: PolicyDocument): readonly Statement[] {
  return list(document.Statement).map(compileStatement)
}

const compiledOnce = new WeakMap<PolicyDocument, readonly Statement[]>()
/** For resource policies, which come along with every request as the same object. */
export function compiledPolicy(document: PolicyDocument): readonly Statement[] {
  let statements = compiledOnce.get(document)
  if (!statements) compiledOnce.set(document, (statements = compilePolicy(document)))
  return statements
}

function compileStatement(statement: PolicyStatement): Statement {
  if ('NotPrincipal' in statement) throw new Error('the local cloud does not evaluate NotPrincipal')
  const actions = named(statement.Action, statement.NotAction, wildcardIgnoringCase)
  const resources = named(statement.Resource, statement.NotResource, wildcard)
  // A trust policy names no resource: it speaks of the role it belongs to.
  if (resources.length === 0) resources.push({ name: 'itself', matches: () => true })
  const grants = actions.flatMap(action => resources.map((resource): Grant => ({
    action: action.name, resource: resource.name, exercised: false,
    matches: asked => action.matches(asked.action) && resource.matches(asked.resource),
  })))
  const conditions: readonly Condition[] = compileConditions(statement.Condition)
  const allows = statement.Effect === 'Allow'
  return {
    allows,
    grants,
    appliesTo: (permission, caller, context) =>
      grants.some(grant => grant.matches(permission)) &&
      (statement.Principal === undefined || namesPrincipal(statement.Principal, caller, allows)) &&
      conditions.every(holds => holds(context())),
  }
}

/** Each pattern of an Action or Resource, or all that their `Not…` leaves. */
function named(patterns: string | readonly string[] | undefined, butNot: string | readonly string[] | undefined, matcherOf: (pattern: string) => Matcher): { name: string; matches: Matcher }[] {
  const spared = list(butNot).map(matcherOf)
  return [
    ...list(patterns).map(pattern => ({ name: pattern, matches: matcherOf(pattern) })),
    ...(spared.length > 0 ? [{ name: `all but ${list(butNot).join(', ')}`, matches: (text: string) => !spared.some(matches => matches(text)) }] : []),
  ]
}

const ROOT = /^(?:\d{12}|arn:aws:iam::\d{12}:root)$/

function namesPrincipal(principal: NonNullable<PolicyStatement['Principal']>, caller: Caller, allows: boolean): boolean {
  if (principal === '*') return true
  if (caller.kind === 'service') return list(principal['Service']).includes(caller.principal) || list(principal['AWS']).includes('*')
  // An Allow for the account's root only delegates to identity policies, which are asked anyway; a Deny binds everyone in it.
  return list(principal['AWS']).some(named => named === '*' || named === caller.principal || (!allows && caller.kind === 'role' && ROOT.test(named)))
}
