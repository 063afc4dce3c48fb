/** What a stage costs in a month in which nobody comes, from what its stacks hold. */
import type { Usage } from './price-of-usage.ts'

/** What is looked at of a synthesized template. */
interface Properties { readonly ScheduleExpression?: string; readonly EventSourceArn?: unknown; readonly Rules?: readonly unknown[] }
interface Template { readonly Resources: Record<string, { Type: string; Properties?: Properties }> }

const hoursOfMonth = 730
/** Lambda asks an idle queue by five pollers that each wait up to 20 seconds. */
const pollsPerHour = 5 * 3600 / 20
/** A look that finds nothing: 100 ms of half a GB, one query, a line in the log and Lambda's own. */
const look: Usage = { 'lambda.requests': 1, 'lambda.gb-seconds': 0.05, 'dynamodb.read-units': 0.5, 'logs.bytes': 900 }

export function idleMonthOf(templates: readonly Template[]): Usage {
  const resources = templates.flatMap(({ Resources }) => Object.values(Resources))
  const of = (type: string) => resources.filter(({ Type }) => Type === type)
  const calls = of('AWS::Events::Rule').reduce((sum, { Properties }) => sum + callsPerHour(Properties?.ScheduleExpression), 0) * hoursOfMonth
  const queues = of('AWS::Lambda::EventSourceMapping').filter(({ Properties }) => JSON.stringify(Properties?.EventSourceArn).includes('Queue'))
  return {
    'month.firewall': of('AWS::WAFv2::WebACL').length,
    'month.firewall-rules': of('AWS::WAFv2::WebACL').reduce((sum, { Properties }) => sum + (Properties?.Rules?.length ?? 0), 0),
    'month.secrets': of('AWS::SecretsManager::Secret').length,
    'month.alarms': of('AWS::CloudWatch::Alarm').length,
    'month.dashboards': of('AWS::CloudWatch::Dashboard').length,
    'sqs.requests': queues.length * pollsPerHour * hoursOfMonth,
    // The sweep of old denials lists the store once an hour.
    'cloudfront-keyvaluestore.requests': hoursOfMonth,
    ...Object.fromEntries(Object.entries(look).map(([meter, amount]) => [meter, amount * calls])),
  }
}

function callsPerHour(schedule: string | undefined): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule ?? '') ?? []
  return unit ? { minute: 60, hour: 1, day: 1 / 24 }[unit]! / Number(count) : 0
}
