import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { root } from '../../bin/hash-of.ts'
import { metrics } from '../../functions/platform/metric-names.ts'
import { synthesized } from './synthesized.ts'

const stage = await synthesized({ stage: 'production', mailFrom: 'house@play.example.org' })
const alarms = stage.filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8')
const [, aboutAlarms = '', procedures = ''] = read('docs/runbook.md').split(/^# (?=Alarms$|Procedures$)/m)
const articles = (part: string) => new Map(part.split(/^## /m).slice(1).map(text => [text.slice(0, text.indexOf('\n')), text] as const))

describe('the runbook', () => {
  const linked = new Set(alarms.map(({ properties }) => /runbook\.md#([a-z-]+)$/.exec(properties.AlarmDescription)![1]!))
  test('has an article for every alarm, and an alarm for every article', () => {
    expect([...articles(aboutAlarms).keys()].sort()).toEqual([...linked].sort())
  })
  test('says in each what it means, where to look and how to mend it', () => {
    for (const [name, text] of articles(aboutAlarms)) for (const part of ['**Means:**', '**Look:**', '**Mend:**']) expect(text, name).toContain(part)
  })
  test('has procedures apart from them', () => {
    expect([...articles(procedures).keys()]).toContain('restore')
  })
})

const metricsIn = (list: { MetricStat?: { Metric: { MetricName: string } } }[]) => list.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric.MetricName] : []))

describe('what can hurt a person is watched', () => {
  /** By an alarm on one figure, or on what is computed of several. */
  const watched = alarms.flatMap(({ properties }) => (properties.MetricName ? [properties.MetricName as string] : metricsIn(properties.Metrics)))
  test('failing and slow requests, late events, stopped clocks, busy tables, failing films and sign-ins', () => {
    expect([...new Set(watched)].sort()).toEqual([
      '5xx', '5xxErrorRate', 'ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible', 'Errors', 'FilmFailed', 'Invocations', 'IteratorAge', 'Latency',
      'FilmsRefused-production', 'FrontDoorRefused', 'OldestUnfinished', 'PlaybackStalled', 'PlaybackStarted', 'Reputation.BounceRate', 'Reputation.ComplaintRate',
      'ReadThrottleEvents', 'SignInFailed', 'Throttles', 'TimeToFirstQuality', 'WriteThrottleEvents',
    ].sort())
  })
  test('every figure of the house that tells of a failure has an alarm, or a reason for having none', () => {
    const withoutAlarm: Partial<Record<keyof typeof metrics, string>> = {
      TimeToReady: 'A film plays before; one that never gets there is OldestUnfinished.',
      UploadedBytes: 'What costs, not what fails.',
      JobFailed: 'The other job may save the film; FilmFailed tells when none does.',
      PlaybackDenied: 'A refusal with its reason, mostly the right one.',
      PlaybackStalledSeconds: 'How long; that it happens is PlaybackStalled.',
      EventPublished: 'Its silence is a quiet house; a late outbox is IteratorAge.',
    }
    expect(Object.keys(metrics).filter(name => !watched.includes(name)).sort()).toEqual(Object.keys(withoutAlarm).sort())
  })
  test('what must end by itself is watched by its kind, and somebody hears every alarm', () => {
    const kinds = [...JSON.stringify(alarms.map(({ properties }) => properties)).matchAll(/"Name":"kind","Value":"(\w+)"\},\{[^}]*\}\],"MetricName":"OldestUnfinished"/g)].map(([, kind]) => kind)
    expect(kinds.sort()).toEqual(['erasure', 'film', 'notice', 'standing'])
    expect(alarms.filter(({ properties }) => properties.AlarmActions?.length !== 1)).toEqual([])
  })
  test('a clock that stands still says nothing, and that is the alarm', () => {
    const clocks = alarms.filter(({ properties }) => properties.MetricName === 'Invocations')
    expect(clocks.length).toBe(stage.filter(({ type, properties }) => type === 'AWS::Events::Rule' && properties.ScheduleExpression).length)
    for (const { properties } of clocks) expect(properties).toMatchObject({ TreatMissingData: 'breaching', ComparisonOperator: 'LessThanThreshold' })
  })
  test('figures of the house that alarms and the dashboard ask for are ones that functions note', () => {
    const asked = [...JSON.stringify(stage.filter(({ type }) => type === 'AWS::CloudWatch::Dashboard' || type === 'AWS::CloudWatch::Alarm')).matchAll(/\[\\*"Playhouse\\*",\\*"(\w+)/g)].map(([, name]) => name)
    expect(asked.length).toBeGreaterThan(5)
    for (const name of asked) expect(Object.keys(metrics)).toContain(name)
  })
})
