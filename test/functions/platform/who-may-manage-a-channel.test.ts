import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelRoles, mayManage, roleIn, type Deed, type Membership } from '../../../functions/platform/who-may-manage-a-channel.ts'

const people = ['usr_holder', 'usr_ben', 'usr_cem', ''] as const
const deeds = ['films', 'words', 'handle', 'team', 'holding'] as const satisfies readonly Deed[]
const ofOwners: readonly Deed[] = ['handle', 'team']

const anyCase = fc.record({
  ownerId: fc.constantFrom('usr_holder', 'usr_other'),
  membership: fc.option(fc.record({ userId: fc.constantFrom(...people), role: fc.constantFrom(...channelRoles) }), { nil: null }),
  personId: fc.option(fc.constantFrom(...people), { nil: null }),
  deed: fc.constantFrom(...deeds),
})
const answer = ({ ownerId, membership, personId, deed }: { ownerId: string; membership: Membership | null; personId: string | null; deed: Deed }) => mayManage({ ownerId }, membership, personId, deed)

test('nobody does anything to a channel that is not theirs and whose team they do not belong to', () => {
  fc.assert(fc.property(anyCase, one => {
    const belongs = one.personId !== null && (one.personId === one.ownerId || one.membership?.userId === one.personId)
    if (!belongs) expect(answer(one)).toBe(false)
  }), { numRuns: 2000 })
})
test('a membership counts for the person it names, and for nobody else', () => {
  fc.assert(fc.property(anyCase, one => {
    if (one.membership && one.membership.userId !== one.personId) expect(answer(one)).toBe(answer({ ...one, membership: null }))
  }), { numRuns: 2000 })
})
test('whoever holds the channel may do everything, whatever stands in its team', () => {
  fc.assert(fc.property(anyCase, one => { expect(answer({ ...one, personId: one.ownerId })).toBe(true) }))
})
test('only whoever holds the channel hands it over', () => {
  fc.assert(fc.property(anyCase, one => { expect(answer({ ...one, deed: 'holding' })).toBe(one.personId !== null && one.personId === one.ownerId) }))
})
test('an owner of the team may do whatever an editor may, and what only owners may no editor does', () => {
  fc.assert(fc.property(anyCase, ({ deed }) => {
    const as = (role: Membership['role']) => mayManage({ ownerId: 'usr_other' }, { userId: 'usr_ben', role }, 'usr_ben', deed)
    if (as('editor')) expect(as('owner')).toBe(true)
    if (ofOwners.includes(deed)) expect([as('owner'), as('editor')]).toEqual([true, false])
  }))
})
test('what somebody is follows from the channel first, then from the team', () => {
  expect(roleIn({ ownerId: 'usr_a' }, { userId: 'usr_a', role: 'editor' }, 'usr_a')).toBe('owner')
  expect(roleIn({ ownerId: 'usr_a' }, { userId: 'usr_b', role: 'editor' }, 'usr_b')).toBe('editor')
  expect(roleIn({ ownerId: 'usr_a' }, undefined, 'usr_b')).toBeNull()
  expect(roleIn({ ownerId: 'usr_a' }, null, null)).toBeNull()
})
