import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFinished, resumeAt } from '../../../functions/playback/resume-at.ts'
import { openSession, sessionId, type Session } from '../../../functions/playback/session-id.ts'

const key = { kid: 'k1', secret: 'a'.repeat(43) }
const now = new Date('2026-11-20T10:00:00.000Z')
const session: Session = { viewerId: 'usr_ben', signedIn: true, videoId: 'vid_x', duration: 60, startedAt: now.getTime(), expires: now.getTime() / 1000 + 3600, countsFor: 'usr_ben', watched: 0, last: { at: now.getTime(), position: 0, playing: true } }

test('a session id tells whose viewing it is', () => {
  expect(openSession(sessionId(session, key), [key], now)).toEqual(session)
})
test('it is worth nothing altered, under another key, or after its time', () => {
  const id = sessionId(session, key)
  fc.assert(fc.property(fc.integer({ min: 4, max: id.length - 1 }), at => {
    const altered = id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1)
    // The last base64 digit carries unused bits; the text must match to the letter all the same.
    expect(openSession(altered, [key], now)).toBeNull()
  }))
  expect(openSession(id, [{ kid: 'k2', secret: 'b'.repeat(43) }], now)).toBeNull()
  expect(openSession(id, [key], new Date((session.expires + 1) * 1000))).toBeNull()
})
test('one resumes in the middle, and begins anew from the first moments and the credits', () => {
  expect(resumeAt({ position: 300, duration: 600 })).toBe(300)
  expect(resumeAt({ position: 4, duration: 600 })).toBe(0)
  expect(resumeAt({ position: 590, duration: 600 })).toBe(0)
  expect(resumeAt({ position: 2, duration: 4 })).toBe(2)
  expect(resumeAt(null)).toBe(0)
  fc.assert(fc.property(fc.double({ min: 0, max: 40_000, noNaN: true }), fc.double({ min: 0, max: 40_000, noNaN: true }), (position, duration) => {
    const at = resumeAt({ position, duration })
    expect(at === 0 || at === position).toBe(true)
    if (isFinished({ position, duration })) expect(at).toBe(0)
  }))
})
