import type { Services } from '../services.ts'

/** The value of `{{resolve:secretsmanager:<arn or name>:SecretString:<json key>:<stage>:}}` or `{{resolve:ssm:<name>}}`, given what stands after `resolve:`. */
export function dynamicReference(reference: string, use: <K extends keyof Services>(name: K) => Services[K]): string {
  const [, parameter] = /^ssm(?:-secure)?:([^:]+)(?::\d+)?$/.exec(reference) ?? []
  if (parameter) return use('parameters').value(parameter)
  const [, secretId, jsonKey, stage] = /^secretsmanager:(arn:[^:]+:[^:]+:[^:]+:[^:]+:[^:]+:[^:]+|[^:]+)(?::SecretString(?::([^:]*)(?::([^:]*)(?::[^:]*)?)?)?)?$/.exec(reference) ?? []
  if (!secretId) throw new Error(`{{resolve:${reference}}} is no dynamic reference that the local cloud knows.`)
  const text = use('secrets').value(secretId, stage || undefined)
  if (!jsonKey) return text
  const value = (JSON.parse(text) as Record<string, unknown>)[jsonKey]
  if (value === undefined) throw new Error(`the secret ${secretId} has no key "${jsonKey}".`)
  return String(value)
}
