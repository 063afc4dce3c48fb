/** The stacks of a stage, synthesized in this process with every check on. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { build } from '../../bin/build.ts'
import { playhouse, playhouseApp } from '../../bin/playhouse.ts'

export interface Found {
  readonly stack: string
  readonly id: string
  readonly type: string
  readonly properties: Record<string, any>
  readonly raw: Record<string, any>
}

/** Every resource of a stage. Call it once per test file. */
export async function synthesized(context: Readonly<Record<string, string>>): Promise<readonly Found[]> {
  await build()
  const outdir = mkdtempSync(join(tmpdir(), 'playhouse-synth-'))
  afterAll(() => rmSync(outdir, { recursive: true, force: true }))
  // Stages that last do not come without somebody who hears their alarms.
  const app = playhouseApp({ alarmTopicArn: 'arn:aws:sns:us-east-1:000000000000:alarms', ...context }, outdir)
  playhouse(app)
  // Throws on a finding of cdk-nag or of CloudFormation's own rules that nobody has given a reason for.
  const assembly = app.synth()
  return assembly.stacks.flatMap(({ stackName, template }) =>
    Object.entries<Record<string, any>>(template.Resources).map(([id, raw]) => ({ stack: stackName, id, type: raw.Type, properties: raw.Properties ?? {}, raw })))
}

export interface Statement { readonly of: string; /** `<stack>/<logical id>` */ readonly role: string; readonly stack: string; readonly effect: string; readonly actions: readonly string[]; readonly resources: readonly unknown[]; readonly condition?: Record<string, any> }

const list = <T>(value: T | readonly T[] | undefined): readonly T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value as T])

/** Every statement of every role. */
export function grants(resources: readonly Found[]): Statement[] {
  const documents = resources.flatMap(({ id, stack, type, properties }) => {
    if (type === 'AWS::IAM::Policy') return list<any>(properties.Roles).map(role => ({ of: id, role: `${stack}/${role.Ref}`, stack, document: properties.PolicyDocument }))
    if (type === 'AWS::IAM::Role') return list<any>(properties.Policies).map(policy => ({ of: id, role: `${stack}/${id}`, stack, document: policy.PolicyDocument }))
    return []
  })
  return documents.flatMap(({ of, role, stack, document }) => list<any>(document.Statement).map(statement =>
    ({ of, role, stack, effect: statement.Effect, actions: list<string>(statement.Action), resources: list<unknown>(statement.Resource), condition: statement.Condition })))
}

/** An ARN of a template as one text, its references in angle brackets: what is a pattern in it stays one. */
export function arnOf(value: any): string {
  if (typeof value === 'string') return value
  return value['Fn::Join'] ? value['Fn::Join'][1].map(arnOf).join(value['Fn::Join'][0]) : `<${JSON.stringify(Object.values(value))}>`
}
