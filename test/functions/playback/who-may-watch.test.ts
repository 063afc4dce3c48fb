import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whoMayWatch, type WatchQuestion } from '../../../functions/playback/who-may-watch.ts'

const question = (film: Partial<WatchQuestion['film']>, viewerId: string | null = null, follows = false): WatchQuestion =>
  ({ inTeam: viewerId === 'usr_ana', film: { access: 'public', processing: 'ready', hasSomethingToPlay: true, ...film }, viewerId, follows })

const anyQuestion: fc.Arbitrary<WatchQuestion> = fc.record({
  film: fc.record({
    access: fc.constantFrom('public' as const, 'unlisted' as const, 'followers' as const, 'private' as const),
    processing: fc.constantFrom('uploading' as const, 'checking' as const, 'transcoding' as const, 'ready' as const, 'failed' as const),
    hasSomethingToPlay: fc.boolean(),
  }),
  viewerId: fc.constantFrom(null, 'usr_owner', 'usr_other', 'usr_third', ''),
  inTeam: fc.boolean(),
  follows: fc.boolean(),
})

test('there is no input in which a private film leaks', () => {
  fc.assert(fc.property(anyQuestion, input => {
    const isInsider = input.viewerId !== null && input.inTeam
    if (input.film.access === 'private' && !isInsider) expect(whoMayWatch(input)).toEqual({ may: false, reason: 'private' })
  }), { numRuns: 2000 })
})
test('a film for followers plays for followers and its team only', () => {
  fc.assert(fc.property(anyQuestion, input => {
    const isInsider = input.viewerId !== null && input.inTeam
    if (input.film.access === 'followers' && whoMayWatch(input).may) expect(isInsider || (input.viewerId !== null && input.follows)).toBe(true)
  }), { numRuns: 2000 })
})
test('nothing plays that has nothing to play', () => {
  fc.assert(fc.property(anyQuestion, input => { if (!input.film.hasSomethingToPlay) expect(whoMayWatch(input).may).toBe(false) }))
})
test('an access that nobody has heard of is private', () => {
  expect(whoMayWatch(question({ access: 'sponsors' as never }))).toEqual({ may: false, reason: 'private' })
})
test.each([
  ['a stranger watches a public film', question({}), { may: true }],
  ['whoever has its address watches an unlisted film', question({ access: 'unlisted' }), { may: true }],
  ['somebody signed out is asked to sign in for a followers\' film', question({ access: 'followers' }), { may: false, reason: 'sign_in' }],
  ['somebody who does not follow is told that following opens it', question({ access: 'followers' }, 'usr_ben'), { may: false, reason: 'followers_only' }],
  ['a follower watches', question({ access: 'followers' }, 'usr_ben', true), { may: true }],
  ['somebody of its team watches a private film', question({ access: 'private' }, 'usr_ana'), { may: true }],
  ['somebody of its team watches a film for followers without following', question({ access: 'followers' }, 'usr_ana'), { may: true }],
  ['a first quality plays while the rest is made', question({ processing: 'transcoding' }), { may: true }],
  ['a film on its way is not ready', question({ processing: 'checking', hasSomethingToPlay: false }), { may: false, reason: 'not_ready' }],
  ['a failed film says so', question({ processing: 'failed', hasSomethingToPlay: false }), { may: false, reason: 'failed' }],
])('%s', (_, input, answer) => expect(whoMayWatch(input)).toEqual(answer))
