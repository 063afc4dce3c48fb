import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTrail } from '../../../functions/audit/audit-trail.ts'
import { acceptInvitation, declineInvitation, readInvitation } from '../../../functions/channels/answer-invitation.ts'
import { channelsContract, type ChannelRole } from '../../../functions/channels/contract.ts'
import { createChannel } from '../../../functions/channels/create-channel.ts'
import { eraseChannels } from '../../../functions/channels/erase-channels.ts'
import { handlers } from '../../../functions/channels/handlers.ts'
import { openForSeconds, readToken, tokenOf } from '../../../functions/channels/invitation.ts'
import { inviteMember, withdrawInvitation } from '../../../functions/channels/invite-member.ts'
import { mailInvitation } from '../../../functions/channels/mail-invitation.ts'
import { changeRole, handOver, listTeam, removeMember } from '../../../functions/channels/manage-team.ts'
import { myChannels } from '../../../functions/channels/my-channels.ts'
import { wire } from '../../../functions/channels/wiring.ts'
import { api } from '../../../functions/platform/api.ts'
import { isDomainError } from '../../../functions/platform/errors.ts'
import { newId } from '../../../functions/platform/ids.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import type { Mail } from '../../../functions/platform/mail.ts'
import { principalKey, type Person } from '../../../functions/platform/principal.ts'
import { membershipIn } from '../../../functions/platform/team.ts'
import { documentClient } from '../../../functions/platform/tables.ts'
import { startLocalTables } from '../../support/local-tables.ts'
import { fakePlatform, send } from '../platform/http-event.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(() => {})
})
afterAll(() => tables.stop())

const wired = wire()
const now = new Date('2026-11-20T10:43:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const codeOf = (attempt: Promise<unknown>) => attempt.then(() => 'fine', problem => (isDomainError(problem) ? problem.code : problem))

async function aPerson(displayName = 'Ben', status: 'active' | 'suspended' = 'active'): Promise<Person> {
  const id = newId('usr')
  const person = { id, email: `${id}@example.org`, displayName, roles: ['viewer' as const], status, notBefore: 0 }
  await documentClient.send(new PutCommand({ TableName: 'platform', Item: { ...principalKey(id), entity: 'User', version: 1, ...person } }))
  return { ...person, profile: 'default', mayBeInTeam: true }
}
const aHouse = async (holder: Person) => createChannel(wired, holder.id, { handle: `h${newId('x').slice(2)}`.slice(0, 30), name: 'Northlight', description: '' }, now)

/** What the mails of an invitation say, and how its consumer is called. */
function post() {
  const mails: Mail[] = []
  const effects = { ...wired, from: 'house@example.org', template: 'invitation', sendMail: async (mail: Mail) => void mails.push(mail) }
  const tokens = () => mails.map(mail => mail.data.link!.split('/').at(-1)!)
  return { mails, tokens, effects }
}
async function invited(channelId: string, callerId: string, role: ChannelRole = 'editor', email = `${newId('b')}@example.org`, at = now) {
  const box = post()
  const invitation = await inviteMember(wired, { channelId, callerId, email, role, site: 'https://play.example', now: at })
  await mailInvitation(box.effects, invitation, at)
  return { invitation, token: box.tokens()[0]!, box }
}
async function joined(channelId: string, callerId: string, role: ChannelRole = 'editor', person?: Person) {
  const who = person ?? await aPerson()
  await acceptInvitation(wired, (await invited(channelId, callerId, role)).token, who, now)
  return who
}

test('a link names its invitation and holds its secret, of which only a hash is kept', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const { invitation, token, box } = await invited(id, ana.id)
  expect(token).toMatch(/^[0-9A-Za-z_-]{101}$/)
  expect(readToken(token)).toMatchObject({ channelId: id, id: invitation.id })
  expect(tokenOf(invitation, token.slice(58))).toBe(token)
  expect(JSON.stringify(await wired.invitations.find(id, invitation.id))).not.toContain(token.slice(58))
  expect(box.mails).toMatchObject([{ to: invitation.email, data: { inviter: 'Ana', channel: 'Northlight', role: 'editor', until: '27 November 2026', link: `https://play.example/invitations/${token}` } }])
})

test('accounts know who ever joined a team: whoever accepts, and whoever hands a channel over', async () => {
  const [ana, ben] = [await aPerson('Ana'), await aPerson('Ben')]
  const house = await aHouse(ana)
  const joinedEver = async ({ id }: Person) => ((await documentClient.send(new GetCommand({ TableName: 'platform', Key: principalKey(id) }))).Item as { hasJoinedTeam?: boolean }).hasJoinedTeam
  expect([await joinedEver(ana), await joinedEver(ben)]).toEqual([undefined, undefined])
  await joined(house.id, ana.id, 'owner', ben)
  expect([await joinedEver(ana), await joinedEver(ben)]).toEqual([undefined, true])
  await handOver(wired, { channelId: house.id, callerId: ana.id, userId: ben.id, ifMatch: null, now })
  expect(await joinedEver(ana)).toBe(true)
})

test('of ten who hold the same link, one joins', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const { token } = await invited(id, ana.id)
  const people = await Promise.all(Array.from({ length: 10 }, () => aPerson()))
  const outcomes = await Promise.all(people.map(person => codeOf(acceptInvitation(wired, token, person, now))))
  expect(outcomes.filter(code => code === 'fine')).toHaveLength(1)
  expect(new Set(outcomes)).toEqual(new Set(['fine', 'invitation_not_found']))
  expect(await wired.team.ofChannel(id)).toHaveLength(1)
})

test('a link that is used, declined, withdrawn, expired, replaced or made up opens nothing, and all say the same', async () => {
  const [ana, ben] = [await aPerson('Ana'), await aPerson()]
  const { id } = await aHouse(ana)
  const [used, declined, withdrawn, expired, replaced] = await Promise.all(Array.from({ length: 5 }, () => invited(id, ana.id)))
  await acceptInvitation(wired, used!.token, await aPerson(), now)
  await declineInvitation(wired, declined!.token, now)
  await withdrawInvitation(wired, { channelId: id, invitationId: withdrawn!.invitation.id, callerId: ana.id, now })
  const anew = await invited(id, ana.id, 'editor', replaced!.invitation.email, later(60))
  const madeUp = `${anew.token.slice(0, -1)}${anew.token.endsWith('A') ? 'B' : 'A'}`
  for (const token of [used!.token, declined!.token, withdrawn!.token, replaced!.token, madeUp, 'x'.repeat(101)]) {
    for (const attempt of [() => readInvitation(wired, token, now), () => acceptInvitation(wired, token, ben, now), () => declineInvitation(wired, token, now)]) expect(await codeOf(attempt())).toBe('invitation_not_found')
  }
  expect(await codeOf(readInvitation(wired, expired!.token, later(openForSeconds - 1)))).toBe('fine')
  expect(await codeOf(acceptInvitation(wired, expired!.token, ben, later(openForSeconds)))).toBe('invitation_not_found')
  expect(await codeOf(acceptInvitation(wired, anew.token, ben, now))).toBe('fine')
})

test('whoever invited must still be allowed to, or nobody is invited', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const cem = await joined(id, ana.id, 'owner')
  const suspended = await joined(id, ana.id, 'owner', await aPerson('Gone', 'suspended'))
  const [byCem, bySuspended] = [await invited(id, cem.id), await invited(id, suspended.id)]
  expect(await codeOf(readInvitation(wired, bySuspended.token, now))).toBe('invitation_not_found')
  await changeRole(wired, { channelId: id, userId: cem.id, role: 'editor', callerId: ana.id, now })
  expect(await codeOf(acceptInvitation(wired, byCem.token, await aPerson(), now))).toBe('invitation_not_found')
})

test('a mail that is asked for twice is sent once; one that was cut off is sent again, and both links are good', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const { invitation, box, token } = await invited(id, ana.id)
  await mailInvitation(box.effects, invitation, now)
  expect(box.mails).toHaveLength(1)

  const cutOff = post()
  const second = await inviteMember(wired, { channelId: id, callerId: ana.id, email: 'second@example.org', role: 'owner', site: 'https://play.example', now })
  await mailInvitation({ ...cutOff.effects, sendMail: async mail => { await cutOff.effects.sendMail(mail); throw new Error('cut off') } }, second, now).catch(() => {})
  await mailInvitation(cutOff.effects, second, now)
  expect(cutOff.mails).toHaveLength(2)
  for (const link of cutOff.tokens()) expect(await readInvitation(wired, link, now)).toMatchObject({ role: 'owner', invitedBy: 'Ana', channel: { id } })

  // News of an invitation that was sent anew since is no news.
  const anew = await inviteMember(wired, { channelId: id, callerId: ana.id, email: invitation.email, role: 'editor', site: 'https://play.example', now: later(60) })
  await mailInvitation(box.effects, invitation, later(60))
  expect(box.mails).toHaveLength(1)
  await mailInvitation(box.effects, anew, later(60))
  expect(box.mails).toHaveLength(2)
  expect(await codeOf(readInvitation(wired, token, later(60)))).toBe('invitation_not_found')
})

test('editors see the team and decide nothing about it; strangers see nothing; nobody is told who is invited but owners', async () => {
  const [ana, stranger] = [await aPerson('Ana'), await aPerson('Stranger')]
  const { id } = await aHouse(ana)
  const [ben, cem] = [await joined(id, ana.id, 'editor'), await joined(id, ana.id, 'owner')]
  await invited(id, cem.id, 'editor', 'somebody@example.org')
  const asEditor = await listTeam(wired, id, ben.id, now)
  expect(asEditor.items.map(({ userId, role, holds }) => [userId, role, holds])).toEqual(expect.arrayContaining([[ana.id, 'owner', true], [ben.id, 'editor', false], [cem.id, 'owner', false]]))
  expect(asEditor.items[0]!.userId).toBe(ana.id)
  expect(asEditor.invitations).toEqual([])
  expect((await listTeam(wired, id, cem.id, now)).invitations).toMatchObject([{ email: 'somebody@example.org', role: 'editor', invitedBy: 'Ben' }])
  const attempts = (callerId: string) => [
    () => inviteMember(wired, { channelId: id, callerId, email: 'x@example.org', role: 'owner', site: '', now }),
    () => changeRole(wired, { channelId: id, userId: callerId, role: 'owner', callerId, now }),
    () => removeMember(wired, { channelId: id, userId: cem.id, callerId, now }),
    () => withdrawInvitation(wired, { channelId: id, invitationId: newId('inv'), callerId, now }),
    () => handOver(wired, { channelId: id, userId: callerId, callerId, ifMatch: null, now }),
  ]
  for (const attempt of attempts(ben.id)) expect(await codeOf(attempt())).toBe('owners_only')
  for (const attempt of [...attempts(stranger.id), () => listTeam(wired, id, stranger.id, now)]) expect(await codeOf(attempt())).toBe('not_yours')
})

test('two owners who take each other out at once: one of them stays, and the holder always does', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const [ben, cem] = [await joined(id, ana.id, 'owner'), await joined(id, ana.id, 'owner')]
  const outcomes = await Promise.all([
    codeOf(removeMember(wired, { channelId: id, userId: cem.id, callerId: ben.id, now })),
    codeOf(removeMember(wired, { channelId: id, userId: ben.id, callerId: cem.id, now })),
  ])
  expect(outcomes).toContain('fine')
  expect(await wired.team.ofChannel(id)).toHaveLength(1)
  const [left] = await wired.team.ofChannel(id)
  for (const callerId of [left!.userId, ana.id]) expect(await codeOf(removeMember(wired, { channelId: id, userId: ana.id, callerId, now }))).toBe('holder_stays')
  expect(await codeOf(changeRole(wired, { channelId: id, userId: ana.id, role: 'editor', callerId: left!.userId, now }))).toBe('holder_stays')
})

test('whoever leaves is out, takes their offers along, and may be invited again', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const ben = await joined(id, ana.id, 'owner')
  const { token } = await invited(id, ben.id)
  await removeMember(wired, { channelId: id, userId: ben.id, callerId: ben.id, now })
  await removeMember(wired, { channelId: id, userId: ben.id, callerId: ana.id, now })
  expect(await membershipIn({ channelId: id, ownerId: ana.id }, ben.id)).toBeNull()
  expect(await codeOf(acceptInvitation(wired, token, await aPerson(), now))).toBe('invitation_not_found')
  expect(await wired.invitations.ofChannel(id)).toEqual([])
  await joined(id, ana.id, 'editor', ben)
  expect(await codeOf(acceptInvitation(wired, (await invited(id, ana.id)).token, ben, now))).toBe('already_in_team')
  expect(await codeOf(acceptInvitation(wired, (await invited(id, ana.id)).token, ana, now))).toBe('already_in_team')
})

test('somebody\'s channels are their own, then those whose teams they belong to', async () => {
  const [ana, ben] = [await aPerson('Ana'), await aPerson()]
  const [hers, his] = [await aHouse(ana), await aHouse(ben)]
  await joined(hers.id, ana.id, 'editor', ben)
  expect((await myChannels(wired, ben.id)).map(({ id, role, mine }) => [id, role, mine])).toEqual([[his.id, 'owner', true], [hers.id, 'editor', true]])
})

test('a channel is handed over to an owner of its team; the former holder stays, and their numbers of channels are right', async () => {
  const [ana, ben] = [await aPerson('Ana'), await aPerson()]
  const house = await aHouse(ana)
  const { id } = house
  await joined(id, ana.id, 'editor', ben)
  const over = (callerId: string, userId: string, ifMatch: number | null = null) => handOver(wired, { channelId: id, userId, callerId, ifMatch, now })
  expect(await codeOf(over(ana.id, newId('usr')))).toBe('member_not_found')
  expect(await codeOf(over(ana.id, ben.id))).toBe('not_an_owner')
  await changeRole(wired, { channelId: id, userId: ben.id, role: 'owner', callerId: ana.id, now })
  expect(await codeOf(over(ben.id, ben.id))).toBe('owners_only')
  expect(await codeOf(over(ana.id, ben.id, 7))).toBe('version_changed')
  const outcomes = await Promise.all([codeOf(over(ana.id, ben.id)), codeOf(over(ana.id, ben.id))])
  expect(outcomes).toContain('fine')
  expect(await wired.channels.find(id)).toMatchObject({ ownerId: ben.id, version: 2 })
  expect(await wired.team.ofChannel(id)).toMatchObject([{ userId: ana.id, role: 'owner' }])
  expect((await wired.channels.ownedBy(ben.id)).map(channel => channel.id)).toEqual([id])
  expect(await wired.channels.ownedBy(ana.id)).toEqual([])
})

test('every change of access stands in the trail, by ids alone', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const ben = await joined(id, ana.id)
  await changeRole(wired, { channelId: id, userId: ben.id, role: 'owner', callerId: ana.id, now: later(1) })
  await removeMember(wired, { channelId: id, userId: ben.id, callerId: ana.id, now: later(2) })
  const { items } = await readTrail({ subject: id }, { limit: 10 })
  expect(items.map(({ action, actor }) => [action, actor]).slice(0, 2)).toEqual([['channel.member_removed', ana.id], ['channel.role_changed', ana.id]])
  expect(items.map(({ action, actor }) => [action, actor]).slice(2)).toEqual(expect.arrayContaining([['channel.member_joined', ben.id], ['channel.member_invited', ana.id]]))
  expect(JSON.stringify(items)).not.toContain('@')
})

test('erasing a person takes their teams, their places in others, what they offered and what was offered to their address', async () => {
  const [ana, ben, cem] = [await aPerson('Ana'), await aPerson('Ben'), await aPerson('Cem')]
  const [hers, his] = [await aHouse(ana), await aHouse(ben)]
  await joined(his.id, ben.id, 'editor', cem)
  await joined(hers.id, ana.id, 'owner', ben)
  await invited(his.id, ben.id)
  const offered = await invited(hers.id, ben.id)
  const toBen = await invited(hers.id, ana.id, 'editor', ben.email)
  const stays = await invited(hers.id, ana.id)
  const erase = () => eraseChannels({ ...wired, addressOf: async () => ben.email, remove: async () => {} }, ben.id)
  await erase()
  await erase()
  expect([await wired.team.ofChannel(his.id), await wired.invitations.ofChannel(his.id), await wired.team.ofChannel(hers.id)]).toEqual([[], [], []])
  expect((await wired.invitations.ofChannel(hers.id)).map(({ id }) => id)).toEqual([stays.invitation.id])
  expect([offered.invitation.id, toBen.invitation.id]).not.toContain(stays.invitation.id)
  expect((await myChannels(wired, cem.id))).toEqual([])
})

test('a house without a sender invites nobody, and says what is missing', async () => {
  const ana = await aPerson('Ana')
  const { id } = await aHouse(ana)
  const handler = api(channelsContract, handlers(wired, { mail: false }), { platform: fakePlatform() })
  expect(await send(handler, { method: 'POST', path: `/api/channels/${id}/invitations`, headers: { authorization: `Bearer ${ana.id}` }, body: { email: 'ben@example.org' } })).toMatchObject({ status: 409, body: { code: 'mail_is_off' } })
  expect(await wired.invitations.ofChannel(id)).toEqual([])
})

test('fifty invitations a day, and no more', async () => {
  const ana = newId('usr')
  const outcomes: unknown[] = []
  for (let sent = 0; sent < 51; sent++) outcomes.push(await codeOf(wired.invitations.spend(ana, now)))
  expect(outcomes).toEqual([...Array.from({ length: 50 }, () => 'fine'), 'too_many_invitations'])
  expect(await codeOf(wired.invitations.spend(ana, later(24 * 3600)))).toBe('fine')
})
