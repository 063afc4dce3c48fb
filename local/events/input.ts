/** What a target is sent: the event, a part of it, a constant, or a template filled from it. Pure. */
import type { BusEvent } from './event.ts'

export interface TargetInput {
  readonly Input?: string
  readonly InputPath?: string
  readonly InputTransformer?: { readonly InputPathsMap?: Readonly<Record<string, string>>; readonly InputTemplate: string }
}

/** The text that is delivered. */
export function inputFor({ Input, InputPath, InputTransformer }: TargetInput, event: BusEvent, ruleArn: string): string {
  if (Input !== undefined) return Input
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? null)
  if (InputTransformer !== undefined) return fill(InputTransformer.InputTemplate, valuesFor(InputTransformer.InputPathsMap ?? {}, event, ruleArn))
  return JSON.stringify(event)
}

function valuesFor(paths: Readonly<Record<string, string>>, event: BusEvent, ruleArn: string): Record<string, unknown> {
  return {
    ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, valueAt(event, path)])),
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleArn.split('/').at(-1),
    'aws.events.event': event,
    'aws.events.event.json': event,
    'aws.events.event.ingestion-time': event.time,
  }
}

/** `$.detail.object.key`, `$.resources[0]` */
function valueAt(event: BusEvent, path: string): unknown {
  const steps = path.replace(/^\$\.?/, '').split(/[.[\]]+/).filter(step => step !== '')
  return steps.reduce<any>((value, step) => value?.[step], event)
}

/** Inside a JSON string a value is its plain text, elsewhere it is JSON. */
function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  let inString = false
  return template.replaceAll(/\\.|"|<([\w.-]+)>/g, (found, name?: string) => {
    if (found === '"') inString = !inString
    if (name === undefined) return found
    const value = values[name]
    if (!inString) return JSON.stringify(value ?? null)
    const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
    return JSON.stringify(text).slice(1, -1)
  })
}
