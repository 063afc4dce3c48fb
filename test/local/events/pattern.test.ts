import { describe, expect, test } from 'vitest'
import { checkPattern, matches } from '../../../local/events/pattern.ts'

const event = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  resources: ['arn:a', 'arn:b'],
  detail: { object: { key: 'films/Ana.MP4', size: 300 }, tags: [{ name: 'x', value: 1 }, { name: 'y', value: 2 }], empty: null, flag: true },
}
const detail = (pattern: object) => matches({ detail: pattern }, event)

describe('an event pattern', () => {
  test('wants every field that it names, and any of the values it lists', () => {
    expect(matches({ source: ['aws.s3', 'other'], 'detail-type': ['Object Created'] }, event)).toBe(true)
    expect(matches({ source: ['aws.s3'], 'detail-type': ['Object Deleted'] }, event)).toBe(false)
    expect(matches({ resources: ['arn:b'] }, event)).toBe(true)
    expect(detail({ flag: [true], empty: [null], object: { size: [300] } })).toBe(true)
    expect(detail({ object: { size: ['300'] } })).toBe(false)
  })

  test('knows prefix, suffix, wildcard and letters of either case', () => {
    expect(detail({ object: { key: [{ prefix: 'films/' }] } })).toBe(true)
    expect(detail({ object: { key: [{ prefix: { 'equals-ignore-case': 'FILMS' } }] } })).toBe(true)
    expect(detail({ object: { key: [{ suffix: '.mp4' }] } })).toBe(false)
    expect(detail({ object: { key: [{ suffix: { 'equals-ignore-case': '.mp4' } }] } })).toBe(true)
    expect(detail({ object: { key: [{ wildcard: 'films/*.MP4' }] } })).toBe(true)
    expect(detail({ object: { key: [{ wildcard: 'films.*' }] } })).toBe(false)
    expect(detail({ object: { key: [{ 'equals-ignore-case': 'FILMS/ANA.mp4' }] } })).toBe(true)
  })

  test('knows numbers, absence and anything but', () => {
    expect(detail({ object: { size: [{ numeric: ['>', 0, '<=', 300] }] } })).toBe(true)
    expect(detail({ object: { size: [{ numeric: ['<', 300] }] } })).toBe(false)
    expect(detail({ error: [{ exists: false }], object: { key: [{ exists: true }] } })).toBe(true)
    expect(detail({ not: { even: { there: [{ exists: false }] } } })).toBe(true)
    expect(detail({ object: { key: [{ 'anything-but': ['other'] }] } })).toBe(true)
    expect(detail({ object: { key: [{ 'anything-but': { prefix: 'films/' } }] } })).toBe(false)
    expect(detail({ object: { key: [{ 'anything-but': { wildcard: ['a*', '*.MP4'] } }] } })).toBe(false)
    expect(detail({ absent: [{ 'anything-but': 'a' }] })).toBe(false)
  })

  test('looks for one whole object in a list, and for one of several alternatives', () => {
    expect(detail({ tags: { name: ['y'], value: [2] } })).toBe(true)
    expect(detail({ tags: { name: ['x'], value: [2] } })).toBe(false)
    expect(matches({ $or: [{ source: ['no'] }, { detail: { flag: [true] } }] }, event)).toBe(true)
    expect(matches({ $or: [{ source: ['no'] }, { detail: { flag: [false] } }] }, event)).toBe(false)
  })

  test('with an operator that this cloud does not know is refused when it is declared', () => {
    expect(() => checkPattern({ detail: { ip: [{ cidr: '10.0.0.0/8' }] } })).toThrow('does not know the event pattern {"cidr":"10.0.0.0/8"}')
    expect(() => checkPattern({ source: 'aws.s3' })).toThrow('"source" must be a list')
  })
})
