import { describe, expect, test } from 'vitest'
import { wrapEvent } from '../../../local/events/event.ts'
import { inputFor } from '../../../local/events/input.ts'

const event = wrapEvent({ source: 'playhouse.videos', detailType: 'video.ready', detail: { id: 'vid_1', title: 'A "fine" film', tags: ['a', 'b'] }, resources: ['arn:x'], time: new Date('2026-11-20T10:00:00.123Z') })
const input = (target: Parameters<typeof inputFor>[0]) => inputFor(target, event, 'arn:aws:events:us-east-1:000000000000:rule/bus/ready')

describe('what a target is sent', () => {
  test('is the event, its time to the second', () => {
    expect(JSON.parse(input({}))).toEqual(event)
    expect(event.time).toBe('2026-11-20T10:00:00Z')
  })
  test('is a constant or a part of the event, when the target says so', () => {
    expect(input({ Input: '{"a":1}' })).toBe('{"a":1}')
    expect(input({ InputPath: '$.detail.tags[1]' })).toBe('"b"')
  })
  test('is a template whose places are JSON outside of strings and text inside', () => {
    const InputPathsMap = { title: '$.detail.title', tags: '$.detail.tags', gone: '$.detail.gone' }
    expect(JSON.parse(input({ InputTransformer: { InputPathsMap, InputTemplate: '{"t": <title>, "said": "It is <title>", "tags": <tags>, "gone": <gone>, "rule": "<aws.events.rule-name>"}' } })))
      .toEqual({ t: 'A "fine" film', said: 'It is A "fine" film', tags: ['a', 'b'], gone: null, rule: 'ready' })
  })
})
