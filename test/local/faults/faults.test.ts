import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createFaults, Killed, type Fault } from '../../../local/faults/faults.ts'
import { instanceIn, sessionTokenFor } from '../../../local/faults/session-token.ts'

const keys = { accessKeyId: 'AKIAONE', secretAccessKey: 'one' }

test('a session token names its instance, to its own keys only', () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9a-f]{1,32}$/), instance => {
    const token = sessionTokenFor(keys, instance)
    expect(instanceIn(keys, token)).toBe(instance)
    expect(instanceIn({ ...keys, secretAccessKey: 'two' }, token)).toBeUndefined()
    expect(instanceIn(keys, `0${token}`)).toBeUndefined()
    expect(instanceIn(keys, instance)).toBeUndefined()
  }))
})

const anInvocation = (event: string, name = 'playhouse-local-videos-api') => ({ function: name, event, kill: vi.fn(), tellTimeUp: vi.fn() })

test('the second call about a film kills its instance, once, and no other film\'s', () => {
  const faults = createFaults()
  const [mine, other] = [anInvocation('{"id":"vid_a"}'), anInvocation('{"id":"vid_b"}')]
  faults.began('one', mine)
  faults.began('two', other)
  faults.inject({ about: 'vid_a', operation: 's3:HeadObject', nth: 2, strike: 'kill-before' })
  const head = (instance: string) => faults.around(instance, 's3:HeadObject')!
  for (const calls of [head('one'), head('two'), head('two'), faults.around('one', 'dynamodb:GetItem')!]) {
    calls.before()
    calls.after()
  }
  expect(mine.kill).not.toHaveBeenCalled()
  expect(() => head('one').before()).toThrow(Killed)
  expect(mine.kill).toHaveBeenCalledOnce()
  head('one').before()
  expect(other.kill).not.toHaveBeenCalled()
  expect(faults.list()).toMatchObject([{ struck: 1 }])
})

test('of two calls that are under way at once, the first to be answered takes the blow', () => {
  const faults = createFaults()
  const invocation = anInvocation('{}')
  faults.began('one', invocation)
  faults.inject({ operation: 's3:PutObject', strike: 'kill-after' })
  const [first, second] = [faults.around('one', 's3:PutObject')!, faults.around('one', 's3:PutObject')!]
  first.before()
  second.before()
  expect(() => second.after()).toThrow(Killed)
  first.after()
  expect(faults.list()).toMatchObject([{ struck: 1 }])
  expect(invocation.kill).toHaveBeenCalledOnce()
})

test('an invocation is told that its time is over, and its call goes through', () => {
  const faults = createFaults()
  const mine = anInvocation('{"id":"vid_a"}')
  faults.began('one', mine)
  faults.inject({ about: 'vid_a', operation: 's3:PutObject', strike: 'time-up' })
  const put = faults.around('one', 's3:PutObject')!
  put.before()
  put.after()
  expect([mine.tellTimeUp, mine.kill].map(told => told.mock.calls.length)).toEqual([1, 0])
})

test('killed after a call, the call has had its effect', () => {
  const faults = createFaults()
  const invocation = anInvocation('{}')
  faults.began('one', invocation)
  faults.inject({ strike: 'kill-after' })
  const call = faults.around('one', 'dynamodb:PutItem')!
  call.before()
  expect(invocation.kill).not.toHaveBeenCalled()
  expect(() => call.after()).toThrow(Killed)
})

test('a call that is held up goes on when the faults are cleared, and no call after it is', async () => {
  const faults = createFaults()
  faults.began('one', anInvocation('{}'))
  faults.inject({ operation: 'dynamodb:PutItem', strike: 'hold' })
  const call = () => faults.around('one', 'dynamodb:PutItem')!
  const went: string[] = []
  const held = Promise.resolve(call().before()).then(() => went.push('held'))
  await call().before()
  went.push('another')
  expect(faults.list()).toMatchObject([{ struck: 1 }])
  faults.clear()
  await held
  expect(went).toEqual(['another', 'held'])
})

test('a call that nobody answers has had its effect, and is answered when the faults are cleared', async () => {
  const faults = createFaults()
  faults.began('one', anInvocation('{}'))
  faults.inject({ operation: 'dynamodb:PutItem', strike: 'unanswered' })
  const call = faults.around('one', 'dynamodb:PutItem')!
  expect(call.before()).toBeUndefined()
  let answered = false
  const answer = Promise.resolve(call.after()).then(() => { answered = true })
  await faults.around('one', 'dynamodb:PutItem')!.after()
  expect([answered, faults.list()[0]!.struck]).toEqual([false, 1])
  faults.clear()
  await answer
})

test('an error is answered as many times as it was asked for', () => {
  const faults = createFaults()
  faults.began('one', anInvocation('{}'))
  const fault: Fault = { times: 2, strike: { error: { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503 } } }
  faults.inject(fault)
  const call = () => faults.around('one', 's3:GetObject')!.before()
  expect(call).toThrow('Please reduce')
  expect(call).toThrow('Please reduce')
  expect(call).not.toThrow()
})

test('what is watched is written down with its ordinal; an invocation that is over is nobody\'s', () => {
  const faults = createFaults()
  faults.watch('vid_a')
  const over = faults.began('one', anInvocation('vid_a'))
  for (const operation of ['s3:HeadObject', 'dynamodb:GetItem', 's3:HeadObject']) faults.around('one', operation)
  over()
  expect(faults.around('one', 's3:HeadObject')).toBeUndefined()
  expect(faults.watched('vid_a').map(({ operation, nth }) => `${operation} ${nth}`)).toEqual(['s3:HeadObject 1', 'dynamodb:GetItem 1', 's3:HeadObject 2'])
})
