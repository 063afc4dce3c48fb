/** Policy documents, compiled for asking. */
import type { Caller, Permission, PolicyDocument, PolicyStatement } from '../plugin.ts'
import { compileConditions, type Condition, type Context } from './conditions.ts'
import { wildcard, wildcardIgnoringCase, type Matcher } from './patterns.ts'

/** One action as a policy writes it (`s3:GetObject*`), and whether a request has used it since the start. */
export interface Grant { readonly action: string; readonly matches: Matcher; exercised: boolean }

export interface Statement {
  readonly allows: boolean
  readonly grants: readonly Grant[]
  readonly resources: readonly string[]
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
  const grants: Grant[] = list(statement.Action).map(action => ({ action, matches: wildcardIgnoringCase(action), exercised: false }))
  const otherThanActions = list(statement.NotAction).map(wildcardIgnoringCase)
  if (otherThanActions.length > 0) grants.push({ action: `all but ${list(statement.NotAction).join(', ')}`, matches: action => !otherThanActions.some(matches => matches(action)), exercised: false })
  const resources = list(statement.Resource)
  const onResource = resources.map(wildcard)
  const notOnResource = list(statement.NotResource).map(wildcard)
  const conditions: readonly Condition[] = compileConditions(statement.Condition)
  const allows = statement.Effect === 'Allow'
  return {
    allows,
    grants,
    resources: resources.length > 0 ? resources : list(statement.NotResource).map(resource => `all but ${resource}`),
    appliesTo: (permission, caller, context) =>
      grants.some(grant => grant.matches(permission.action)) &&
      // A trust policy names no resource: it speaks of the role it belongs to.
      (onResource.length === 0 ? notOnResource.length === 0 || !notOnResource.some(matches => matches(permission.resource)) : onResource.some(matches => matches(permission.resource))) &&
      (statement.Principal === undefined || namesPrincipal(statement.Principal, caller, allows)) &&
      conditions.every(holds => holds(context())),
  }
}

const ROOT = /^(?:\d{12}|arn:aws:iam::\d{12}:root)$/

function namesPrincipal(principal: NonNullable<PolicyStatement['Principal']>, caller: Caller, allows: boolean): boolean {
  if (principal === '*') return true
  if (caller.kind === 'service') return list(principal['Service']).includes(caller.principal) || list(principal['AWS']).includes('*')
  // An Allow for the account's root only delegates to identity policies, which are asked anyway; a Deny binds everyone in it.
  return list(principal['AWS']).some(named => named === '*' || named === caller.principal || (!allows && caller.kind === 'role' && ROOT.test(named)))
}
