import * as z from 'zod'
import { contract, cursor, event, instant, line, mailAddress as email, pictureId, route, sizes, userId } from '../platform/contract.ts'

const code = z.string().trim().regex(/^\d{6}$/, 'The code has six digits.')
/** The user pool's policy, told before the pool is asked. */
const password = z.string().min(10, 'Use at least 10 characters.').max(128)
  .regex(/[a-z]/, 'Use at least one lower-case letter.').regex(/[A-Z]/, 'Use at least one capital letter.').regex(/\d/, 'Use at least one digit.')
const displayName = line(60)

export const role = z.enum(['viewer', 'creator', 'moderator', 'support', 'editor', 'admin'])
/** A person as they see themselves. */
export const user = z.object({ id: userId, email: z.string(), displayName: z.string(), roles: z.array(role), face: sizes.nullable(), createdAt: instant })
export type User = z.output<typeof user>

export const preferences = z.object({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).default('en'),
  theme: z.enum(['dark', 'light', 'system']).default('system'),
  autoplay: z.boolean().default(true),
  captions: z.boolean().default(false),
})
export const profile = z.object({ id: userId, displayName: z.string(), bio: z.string(), face: sizes.nullable(), preferences, version: z.int() })

/** A session as the client keeps it. The refresh token is a cookie, unless the client asked for it in the body. */
const session = z.object({ accessToken: z.string(), expiresIn: z.int().meta({ description: 'Seconds.' }), user, refreshToken: z.string().optional() })
const accepted = z.object({ message: z.string() })
/** `body` is for clients without a cookie jar; browsers leave it out. */
const refreshIn = z.enum(['cookie', 'body']).default('cookie')

/** What a person takes with them, a page of it. Films are described, not contained: each can be downloaded where it plays. */
const exported = z.object({
  exportedAt: instant,
  user: user.extend({ status: z.enum(['active', 'suspended']) }),
  profile,
  channels: z.array(z.object({ id: z.string(), handle: z.string(), name: z.string(), description: z.string(), followers: z.int(), createdAt: instant })),
  films: z.array(z.object({
    id: z.string(), channelId: z.string(), title: z.string(), description: z.string(), tags: z.array(z.string()), category: z.string(), language: z.string(), access: z.string(),
    file: z.object({ name: z.string(), size: z.int() }), views: z.int(), publishedAt: instant.nullable(), createdAt: instant,
    captions: z.array(z.object({ language: z.string(), label: z.string(), updatedAt: instant })).default([]),
  })),
  teams: z.array(z.object({ channelId: z.string(), role: z.string(), joinedAt: instant })),
  follows: z.array(z.object({ channelId: z.string(), followedAt: instant })),
  history: z.array(z.object({ videoId: z.string(), position: z.number(), duration: z.number(), startedAt: instant.optional(), heartbeatAt: instant })),
  views: z.array(z.object({ videoId: z.string(), viewedAt: instant, watched: z.number().meta({ description: 'Seconds.' }) })),
  pictures: z.array(z.object({ id: z.string(), purpose: z.string(), state: z.string() })),
  invitationsSent: z.array(z.object({ channelId: z.string(), email: z.string(), role: z.string(), invitedAt: instant, expiresAt: instant })),
  invitationsReceived: z.array(z.object({ channelId: z.string(), role: z.string(), invitedAt: instant, expiresAt: instant })),
  nextCursor: z.string().nullable().meta({ description: 'Ask again with it, until it is null, and put the lists together.' }),
})
export type ExportOut = z.input<typeof exported>

/** How far an erasure has come, and how often its domain was called. */
const erasure = z.object({ id: userId, stage: z.enum(['films', 'channels', 'history', 'account']), round: z.int(), version: z.int() })

export const authContract = contract({
  domain: 'auth',
  about: 'Who a person is: sign-up by verified mail, sign-in, recovery, profile.',
  routes: {
    register: route({
      method: 'POST', path: '/auth/register', who: 'anyone', rate: 'strict', ownOriginOnly: true,
      summary: 'Signs a person up and mails a code. The answer is the same whether or not the address is known.',
      body: z.object({ email, password, displayName }), replies: { 202: accepted },
    }),
    verify: route({
      method: 'POST', path: '/auth/verify', who: 'anyone', rate: 'strict', ownOriginOnly: true,
      summary: 'Confirms the address with the mailed code.',
      body: z.object({ email, code }), replies: { 200: accepted }, errors: ['code_wrong'],
    }),
    resend: route({
      method: 'POST', path: '/auth/resend', who: 'anyone', rate: 'strict', ownOriginOnly: true,
      summary: 'Mails a new code; older codes stop working.',
      body: z.object({ email }), replies: { 202: accepted },
    }),
    login: route({
      method: 'POST', path: '/auth/login', who: 'anyone', rate: 'strict', ownOriginOnly: true,
      summary: 'Signs in.',
      body: z.object({ email, password: z.string().min(1).max(128), refreshIn }), replies: { 200: session },
      errors: ['wrong_credentials', 'not_verified', 'suspended'],
    }),
    refresh: route({
      method: 'POST', path: '/auth/refresh', who: 'anyone', ownOriginOnly: true,
      summary: 'A new access token for the refresh token in the cookie or the body; the refresh token rotates.',
      body: z.object({ refreshToken: z.string().max(4096).optional() }), replies: { 200: session }, errors: ['session_ended', 'suspended'],
    }),
    logout: route({
      method: 'POST', path: '/auth/logout', who: 'anyone', ownOriginOnly: true,
      summary: 'Ends this session and clears the cookie. Harmless when already signed out.',
      body: z.object({ refreshToken: z.string().max(4096).optional() }), replies: { 204: null },
    }),
    forgotPassword: route({
      method: 'POST', path: '/auth/forgot-password', who: 'anyone', rate: 'strict', ownOriginOnly: true,
      summary: 'Mails a recovery code if the address is known; the answer never tells.',
      body: z.object({ email }), replies: { 202: accepted },
    }),
    resetPassword: route({
      method: 'POST', path: '/auth/reset-password', who: 'anyone', rate: 'strict', ownOriginOnly: true,
      summary: 'Sets a new password with a recovery code and ends all sessions.',
      body: z.object({ email, code, newPassword: password }), replies: { 200: accepted }, errors: ['code_wrong'],
    }),
    signOutEverywhere: route({
      method: 'POST', path: '/auth/sign-out-everywhere', who: 'member', ownOriginOnly: true,
      summary: 'Ends every session of the caller, on every device, this one included.', replies: { 204: null },
    }),
    changePassword: route({
      method: 'POST', path: '/auth/change-password', who: 'member', rate: 'strict', ownOriginOnly: true,
      summary: 'Sets a new password for whoever knows the present one. Every session ends; the reply is a new one.',
      body: z.object({ currentPassword: z.string().min(1).max(128), newPassword: password, refreshIn }), replies: { 200: session }, errors: ['wrong_password', 'too_many_tries'],
    }),
    changeEmail: route({
      method: 'POST', path: '/auth/change-email', who: 'member', rate: 'strict', ownOriginOnly: true,
      summary: 'Mails a code to a new address, unless somebody has it: the answer never tells. The old one stays until the code comes back.',
      body: z.object({ email, password: z.string().min(1).max(128) }), replies: { 202: accepted }, errors: ['wrong_credentials'],
    }),
    confirmEmail: route({
      method: 'POST', path: '/auth/confirm-email', who: 'member', rate: 'strict', ownOriginOnly: true,
      summary: 'Confirms the new address with the mailed code; from then on it is the one to sign in with.',
      body: z.object({ code }), replies: { 200: user }, errors: ['code_wrong', 'too_many_tries'],
    }),
    exportAccount: route({
      method: 'GET', path: '/auth/export', who: 'member', rate: 'strict', summary: 'Everything the house keeps about the caller: profile, channels, films, teams, invitations, pictures, follows, history, views. A page holds about a megabyte: ask again with `nextCursor` until it is null, and put the lists together.',
      query: z.object({ cursor }), replies: { 200: exported },
    }),
    eraseAccount: route({
      method: 'DELETE', path: '/auth/me', who: 'member', rate: 'strict', ownOriginOnly: true,
      summary: 'Erases the caller for good: out at once, everything gone within minutes. Audit entries keep an opaque id.',
      body: z.object({ password: z.string().min(1).max(128) }), replies: { 202: accepted }, errors: ['wrong_credentials', 'admin_stays', 'version_changed'],
    }),
    me: route({ method: 'GET', path: '/auth/me', who: 'member', summary: 'The signed-in person.', replies: { 200: user } }),
    getProfile: route({ method: 'GET', path: '/auth/profile', who: 'member', summary: 'The profile of the signed-in person.', replies: { 200: profile } }),
    putProfile: route({
      method: 'PUT', path: '/auth/profile', who: 'member', ifMatch: 'optional', summary: 'Replaces the profile.',
      body: z.object({ displayName, bio: z.string().trim().max(1000).default(''), preferences: preferences.prefault({}) }), replies: { 200: profile }, errors: ['version_changed'],
    }),
    putFace: route({
      method: 'PUT', path: '/auth/face', who: 'member', summary: 'The caller\'s own picture, made by POST /pictures?purpose=face.',
      body: z.object({ pictureId }), replies: { 200: user }, errors: ['picture_not_found'],
    }),
    removeFace: route({ method: 'DELETE', path: '/auth/face', who: 'member', summary: 'Takes the caller\'s picture away.', replies: { 200: user } }),
  },
  events: {
    'erasure.requested': event({ entity: 'Erasure', when: 'created', detail: erasure }),
    'erasure.advanced': event({ entity: 'Erasure', when: 'changed', detail: erasure }),
    'user.changed': event({ entity: 'User', when: 'changed', detail: z.object({ id: userId, displayName: z.string(), status: z.enum(['active', 'suspended']), version: z.int() }) }),
  },
})
