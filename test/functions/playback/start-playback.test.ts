/** The whole of a start, with every effect made up: whatever the film, the caller and the answers of the stores. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Person } from '../../../functions/platform/principal.ts'
import type { FilmSeen } from '../../../functions/platform/shared-film.ts'
import { startPlayback, type StartEffects } from '../../../functions/playback/start-playback.ts'
import { openSession } from '../../../functions/playback/session-id.ts'

const now = new Date('2026-11-20T10:43:00.000Z')
const key = { kid: 'k1', secret: 's'.repeat(43) }
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36'
const person = (id: string): Person => ({ id, displayName: 'Ben', email: 'ben@example.org', roles: ['viewer', 'creator'], status: 'active', profile: 'default', mayBeInTeam: false })
const film: FilmSeen = {
  id: 'vid_x', channelId: 'chn_x', ownerId: 'usr_owner', channel: { id: 'chn_x', name: 'A house', handle: 'house' }, title: 'A film', category: 'other', views: 0, publishedAt: null,
  access: 'public', processing: 'ready', source: { durationSeconds: 60 }, published: { prefix: 'v/vid_x/1-ladder/' }, poster: 'v/vid_x/poster.jpg', posterImage: null, deletedAt: null,
}
const anyFilm: fc.Arbitrary<FilmSeen | null> = fc.option(fc.record({
  access: fc.constantFrom('public' as const, 'unlisted' as const, 'followers' as const, 'private' as const, 'sponsors' as never),
  processing: fc.constantFrom('uploading' as const, 'checking' as const, 'transcoding' as const, 'ready' as const, 'failed' as const),
  published: fc.option(fc.constant({ prefix: 'v/vid_x/1-ladder/' })),
  hidden: fc.boolean(),
  deletedAt: fc.option(fc.constant(now.toISOString())),
  posterImage: fc.option(fc.constant('i/poster.jpg')),
}).map(differing => ({ ...film, ...differing })), { freq: 20 })
const situation = fc.record({
  film: anyFilm,
  person: fc.option(fc.constantFrom('usr_owner', 'usr_member', 'usr_other').map(person)),
  inTeam: fc.boolean(), follows: fc.boolean(), hasWatched: fc.boolean(),
})

function theStores({ inTeam, follows, hasWatched }: { inTeam: boolean; follows: boolean; hasWatched: boolean }) {
  const signingKey = vi.fn(async () => key)
  const effects = {
    watches: { find: async () => (hasWatched ? { position: 20, duration: 60 } : null) },
    follows: async () => follows,
    insiderIn: async (_: unknown, personId: string) => (inTeam ? { personId, right: 'mem_x' } : null),
    signingKey, visitorSalt: async () => 'salt',
  } as unknown as StartEffects
  return { effects, signingKey }
}
const caller = { address: 'ip:192.0.2.1', userAgent: chrome }
const start = async (given: { film: FilmSeen | null; person: Person | null; inTeam: boolean; follows: boolean; hasWatched: boolean }) => {
  const { effects, signingKey } = theStores(given)
  const answer = await startPlayback(given.film, given.person, caller, now, effects).then(value => ({ value, code: null }), (problem: { code: string }) => ({ value: null, code: problem.code }))
  return { ...answer, signed: signingKey.mock.calls.length > 0 }
}

test('there is no situation in which a private film is begun by anybody but its team, and no key is even asked for', async () => {
  await fc.assert(fc.asyncProperty(situation, async given => {
    const isInsider = given.person !== null && given.inTeam
    const { value, code, signed } = await start(given)
    const isThere = given.film !== null && !given.film.hidden && given.film.deletedAt === null
    if (!isThere) expect([value, code, signed]).toEqual([null, 'video_not_found', false])
    else if (!isInsider && (given.film!.access === 'private' || given.film!.access === 'sponsors' as never)) expect([value, code, signed]).toEqual([null, 'private', false])
    else if (!isInsider && given.film!.access === 'followers' && !(given.person && given.follows)) expect([value, signed]).toEqual([null, false])
  }), { numRuns: 2000 })
})
test('what is handed out opens this film and no other, and ends with the right by which it was given', async () => {
  await fc.assert(fc.asyncProperty(situation, async given => {
    const { value } = await start(given)
    if (!value) return
    const claims = [value.manifestUrl, value.dashUrl].map(address => JSON.parse(Buffer.from(address.split('~')[1]!, 'base64url').toString()) as { s: string; v: string; x: string })
    for (const { v, x } of claims) expect([v, x]).toEqual(['vid_x', '/v/vid_x/1-ladder/'])
    const closed = given.film!.access === 'private' || given.film!.access === 'followers'
    if (closed && given.person && given.inTeam) for (const { s } of claims) expect(s).toBe('mem_x')
  }), { numRuns: 1000 })
})
test('neither the owner of a film nor a member of its team is ever its viewer', async () => {
  await fc.assert(fc.asyncProperty(situation, async given => {
    const { value } = await start(given)
    const session = value && openSession(value.sessionId, [key], now)
    const closed = given.film?.access === 'private' || given.film?.access === 'followers'
    if (session && (given.person?.id === 'usr_owner' || (closed && given.person && given.inTeam))) expect(session.countsFor).toBeNull()
  }), { numRuns: 1000 })
})
