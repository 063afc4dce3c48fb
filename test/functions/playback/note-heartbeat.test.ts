import { expect, test } from 'vitest'
import { noteHeartbeat, type HeartbeatEffects } from '../../../functions/playback/note-heartbeat.ts'
import { sessionId, type Session } from '../../../functions/playback/session-id.ts'

const key = { kid: 'k1', secret: 'a'.repeat(43) }
const begun = new Date('2026-11-20T10:43:00.000Z')
const later = new Date(begun.getTime() + 30_000)
const viewing = (viewerId: string, signedIn: boolean): Session =>
  ({ viewerId, signedIn, videoId: 'vid_x', duration: 60, startedAt: begun.getTime(), expires: begun.getTime() / 1000 + 3600, countsFor: viewerId, watched: 0, last: { at: begun.getTime(), position: 0, playing: true } })

/** Half a minute of watching: whose view it became, and whose place in the team was looked up. */
async function watchedBy(viewerId: string, { signedIn = true, position = 30 } = {}) {
  const views: string[] = []
  const asked: string[] = []
  const effects: HeartbeatEffects = {
    watches: { note: async () => {} }, views: { claim: async ({ viewer }) => views.push(viewer) > 0 },
    signingKey: async () => key, acceptedKeys: async () => [key],
    isInsider: async (_, personId) => (asked.push(personId), personId === 'usr_member'),
  }
  await noteHeartbeat(sessionId(viewing(viewerId, signedIn), key), { position, playing: true }, signedIn ? viewerId : null, later, effects)
  return { views, asked }
}

test('a member of the film\'s team counts as no viewer, whatever their role', async () => {
  expect(await watchedBy('usr_member')).toEqual({ views: [], asked: ['usr_member'] })
  expect(await watchedBy('usr_other')).toEqual({ views: ['usr_other'], asked: ['usr_other'] })
})
test('a beat that makes no view reads nothing, and neither does one of somebody signed out', async () => {
  expect(await watchedBy('usr_other', { position: 10 })).toEqual({ views: [], asked: [] })
  expect(await watchedBy('visitor_x', { signedIn: false })).toEqual({ views: ['visitor_x'], asked: [] })
})
