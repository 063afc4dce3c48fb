import { type App, Duration } from 'aws-cdk-lib'
import { Dashboard, GraphWidget, MathExpression, Metric, TextWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { metricNamespace, type Metric as HouseMetric } from '../functions/platform/metric-names.ts'
import { houseAlarm } from './constructs/house-alarm.ts'
import { HouseStack } from './constructs/house-stack.ts'
import type { Stage } from './stage.ts'

export interface ObservabilityGiven { readonly api: HttpApi; readonly distribution: Distribution; readonly tables: readonly Table[] }

const period = Duration.minutes(5)

/** How the house does, on one page, and the alarms that are about no single function, queue or table. Those stand where their resource does. */
export class ObservabilityStack extends HouseStack {
  constructor(app: App, stage: Stage, given: ObservabilityGiven) {
    super(app, 'observability', stage, 'Playhouse: the dashboard and the alarms about the whole')
    this.alarms(stage)
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `playhouse-${stage.name}`, defaultInterval: Duration.hours(12) })
    for (const row of rows(stage, given)) dashboard.addWidgets(...row)
  }

  private alarms(stage: Stage): void {
    const figure = (name: HouseMetric, statistic: string, by: Record<string, string> = {}) => houseFigure(stage, name, statistic, by)
    houseAlarm(this, 'SlowFirstQuality', {
      metric: figure('TimeToFirstQuality', 'p90'), above: 300, periods: 3, article: 'slow-first-quality',
      whoIsHurt: 'Creators wait longer than five minutes for the first quality of their films.',
    })
    houseAlarm(this, 'FilmsFail', {
      metric: figure('FilmFailed', 'sum', { reason: 'transcode_failed' }), above: 2, article: 'films-fail',
      whoIsHurt: 'Films that looked good when they arrived could not be converted.',
    })
    houseAlarm(this, 'SourcesMissing', {
      metric: figure('FilmFailed', 'sum', { reason: 'source_missing' }), above: 0, article: 'films-fail',
      whoIsHurt: 'A creator is told that an uploaded file is no longer there.',
    })
    houseAlarm(this, 'SignInsFail', {
      metric: figure('SignInFailed', 'sum'), above: 200, article: 'sign-ins-fail',
      whoIsHurt: 'Either people cannot sign in, or somebody is guessing their passwords.',
    })
    houseAlarm(this, 'FrontDoorRefused', {
      metric: figure('FrontDoorRefused', 'sum'), above: 20, article: 'front-door-refused',
      whoIsHurt: 'Everybody: the functions do not know the secret that CloudFront shows, and refuse each call.',
    })
    houseAlarm(this, 'PlaybackStalls', {
      // A share of few films says nothing.
      metric: new MathExpression({ expression: 'IF(started >= 20, stalled / started, 0)', usingMetrics: { started: figure('PlaybackStarted', 'sum'), stalled: figure('PlaybackStalled', 'sum') }, period, label: 'stalls per film started' }),
      above: 1, periods: 3, article: 'playback-stalls',
      whoIsHurt: 'Films stop to wait for data, more than once each.',
    })
    for (const [kind, { hours, whoIsHurt }] of Object.entries(mustEnd)) {
      houseAlarm(this, `Unfinished-${kind}`, { metric: figure('OldestUnfinished', 'max', { kind }), above: hours * 3600, periods: 3, article: 'unfinished', whoIsHurt })
    }
    houseAlarm(this, 'FunctionsThrottled', {
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'sum', period }), above: 0, article: 'functions-throttled',
      whoIsHurt: 'Requests are refused because the account\'s functions are all busy.',
    })
  }
}

/** What goes on by itself until it has ended, and after how long it should have. */
const mustEnd = {
  // The longest film takes half a day to encode, and waits for its turn. Hours before it is ended (mostProcessingSeconds), so that somebody can still do something.
  film: { hours: 18, whoIsHurt: 'A creator whose film has been on its way for eighteen hours; after a day it ends unfinished.' },
  erasure: { hours: 24, whoIsHurt: 'Somebody who asked to be erased a day ago is still known.' },
  notice: { hours: 1, whoIsHurt: 'Somebody whose password, address or standing was changed has not been told.' },
  standing: { hours: 1, whoIsHurt: 'Somebody who was suspended, reinstated or given a role is not treated so everywhere.' },
}

const houseFigure = (stage: Stage, metricName: HouseMetric, statistic: string, by: Record<string, string> = {}): Metric =>
  new Metric({ namespace: metricNamespace, metricName, dimensionsMap: { stage: stage.name, ...by }, statistic, period, label: [metricName, ...Object.values(by), statistic].join(' ') })

/**
 * Functions and queues are found by their names, so that a new one appears without a change here and none is bound to this
 * stack. By the words of a name: in quotes it would have to be the whole of one, and nothing is called `playhouse-dev`.
 */
const search = (schema: string, name: string, metricName: string, statistic: string): MathExpression =>
  new MathExpression({ expression: `SEARCH('{${schema}} ${name.split('-').join(' ')} MetricName="${metricName}"', '${statistic}', 300)`, usingMetrics: {}, label: '' })

/** What hurts people first; what costs money last. */
function rows(stage: Stage, { api, distribution, tables }: ObservabilityGiven): IWidget[][] {
  const name = `playhouse-${stage.name}`
  const figure = (metric: HouseMetric, statistic: string) => houseFigure(stage, metric, statistic)
  const byReason = (metric: HouseMetric) => new MathExpression({ expression: `SEARCH('{${metricNamespace},reason,stage} stage="${stage.name}" MetricName="${metric}"', 'Sum', 300)`, usingMetrics: {}, label: '' })
  const graph = (title: string, left: IMetric[], right: IMetric[] = []) => new GraphWidget({ title, left, right, width: 8, height: 6, period })
  const consumed = (kind: string) => tables.map(table => table.metric(`Consumed${kind}CapacityUnits`, { statistic: 'sum', period, label: `${table.node.id} ${kind.toLowerCase()}` }))
  return [
    [new TextWidget({ markdown: `# Playhouse ${stage.name}\nEvery alarm has its article in docs/runbook.md.`, width: 24, height: 2 })],
    [
      graph('Requests', [api.metricCount({ statistic: 'sum', period })], [distribution.metricRequests({ statistic: 'sum', period })]),
      graph('Errors', [api.metricServerError({ statistic: 'sum', period }), api.metricClientError({ statistic: 'sum', period })], [distribution.metric5xxErrorRate({ period })]),
      graph('Latency of the API', ['p50', 'p90', 'p99'].map(statistic => api.metricLatency({ statistic, period, label: statistic }))),
    ],
    [
      graph('Time to first quality, to ready (seconds)', [figure('TimeToFirstQuality', 'p50'), figure('TimeToFirstQuality', 'p90'), figure('TimeToReady', 'p90')]),
      graph('Films and jobs that failed', [byReason('FilmFailed')], [figure('JobFailed', 'sum')]),
      graph('Playback: started, refused', [figure('PlaybackStarted', 'sum')], [byReason('PlaybackDenied')]),
    ],
    [
      graph('Sign-ins refused', [byReason('SignInFailed')]),
      graph('Playback: stalls, and how long (seconds)', [figure('PlaybackStalled', 'sum')], [figure('PlaybackStalledSeconds', 'p90')]),
      graph('Errors of functions', [search('AWS/Lambda,FunctionName', name, 'Errors', 'Sum')]),
      graph('Duration of functions, p99', [search('AWS/Lambda,FunctionName', name, 'Duration', 'p99')]),
    ],
    [
      graph('Queues: waiting', [search('AWS/SQS,QueueName', name, 'ApproximateNumberOfMessagesVisible', 'Maximum')]),
      graph('Queues: age of the oldest (seconds)', [search('AWS/SQS,QueueName', name, 'ApproximateAgeOfOldestMessage', 'Maximum')]),
      graph('Stream: how far behind (ms)', [search('AWS/Lambda,FunctionName', name, 'IteratorAge', 'Maximum')], [figure('EventPublished', 'sum')]),
    ],
    [
      graph('What costs: bytes delivered, bytes uploaded', [distribution.metricBytesDownloaded({ statistic: 'sum', period })], [figure('UploadedBytes', 'sum')]),
      graph('What costs: encoded output (ms, high and standard definition)', [search('AWS/MediaConvert,Queue', name, 'HDOutputDuration', 'Sum'), search('AWS/MediaConvert,Queue', name, 'SDOutputDuration', 'Sum')]),
      graph('What costs: units of the tables', [...consumed('Read'), ...consumed('Write')]),
    ],
  ]
}
