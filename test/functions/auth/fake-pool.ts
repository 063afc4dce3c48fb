/** A user pool in memory that refuses as Cognito does. The real one's behaviour is tested with the local cloud. */
import { randomUUID } from 'node:crypto'
import type { fixedClock } from '../../../functions/platform/clock.ts'
import { userIdOf, usernameOf } from '../../../functions/platform/principal.ts'
import type { PoolSession, UserPool } from '../../../functions/auth/user-pool.ts'

interface Member { pendingEmail?: string; sub: string; email: string; password: string; displayName: string; confirmed: boolean; code: string; groups: string[] }

export function fakePool(clock: ReturnType<typeof fixedClock>) {
  const members = new Map<string, Member>()
  const sessions = new Map<string, { sub: string; signedInAt: number }>()
  /** How long each call that mails a code or might have took: the answer must not show it. */
  const latencies: number[] = []
  let nextFailure: Error | undefined
  let codes = 111_111

  const refusal = (name: string, message = name) => Object.assign(new Error(message), { name, $fault: 'client' })
  const failIfTold = () => {
    const failure = nextFailure
    nextFailure = undefined
    if (failure) throw failure
  }
  const of = (name: string) => members.get(name) ?? [...members.values()].find(member => member.sub === name)
  const seconds = () => Math.floor(clock.now().getTime() / 1000)
  let fixedLatency: number | undefined
  const work = (usually = 0) => {
    const milliseconds = fixedLatency ?? usually
    latencies.push(milliseconds)
    clock.advance(milliseconds)
  }
  /** Tokens in these tests name their person (http-event.ts). */
  const byToken = (token: string) => of(usernameOf(token.split('@')[0]!))!
  const newCode = () => String(codes++)

  function issue(member: Member, signedInAt: number): PoolSession {
    const refreshToken = randomUUID()
    sessions.set(refreshToken, { sub: member.sub, signedInAt })
    return { accessToken: randomUUID(), refreshToken, expiresIn: 900, userId: userIdOf(member.sub), username: member.sub, email: member.email, groups: member.groups, signedInAt, issuedAt: seconds() }
  }

  const pool: UserPool = {
    async signUp(email, password, displayName) {
      work(members.has(email) ? 30 : 400)
      if (members.has(email)) throw refusal('UsernameExistsException')
      members.set(email, { sub: randomUUID(), email, password, displayName, confirmed: false, code: newCode(), groups: [] })
    },
    async confirmSignUp(email, code) {
      failIfTold()
      const member = of(email)
      if (!member) throw refusal('UserNotFoundException')
      if (member.confirmed) throw refusal('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED')
      if (member.code !== code) throw refusal('CodeMismatchException')
      member.confirmed = true
    },
    async resendCode(email) {
      work()
      const member = of(email)
      if (!member) throw refusal('UserNotFoundException')
      if (member.confirmed) throw refusal('InvalidParameterException', 'User is already confirmed.')
      member.code = newCode()
    },
    async signIn(email, password) {
      failIfTold()
      const member = of(email)
      if (member?.password !== password) throw refusal('NotAuthorizedException', 'Incorrect username or password.')
      if (!member.confirmed) throw refusal('UserNotConfirmedException')
      return issue(member, seconds())
    },
    async refresh(token) {
      const session = sessions.get(token)
      if (!session) throw refusal('NotAuthorizedException', 'Invalid Refresh Token')
      sessions.delete(token)
      return issue(of(session.sub)!, session.signedInAt)
    },
    async revoke(token) { sessions.delete(token) },
    async mailRecoveryCode(email) {
      work()
      const member = of(email)
      if (!member) throw refusal('UserNotFoundException')
      if (!member.confirmed) throw refusal('InvalidParameterException')
      member.code = newCode()
    },
    async setPassword(email, code, newPassword) {
      failIfTold()
      const member = of(email)
      if (!member) throw refusal('UserNotFoundException')
      if (member.code !== code) throw refusal('CodeMismatchException')
      member.password = newPassword
    },
    async find(name) {
      const member = of(name)
      return member ? { id: userIdOf(member.sub), email: member.email, displayName: member.displayName, username: member.sub, confirmed: member.confirmed } : null
    },
    async remove(name) { members.delete(of(name)!.email) },
    async endSessions(name) {
      for (const [token, { sub }] of sessions) if (sub === of(name)?.sub) sessions.delete(token)
    },
    async changePassword(token, current, next) {
      failIfTold()
      const member = byToken(token)
      if (member.password !== current) throw refusal('NotAuthorizedException', 'Incorrect username or password.')
      member.password = next
    },
    async askForEmail(token, email) {
      if (members.has(email)) throw refusal('AliasExistsException')
      Object.assign(byToken(token), { pendingEmail: email, code: newCode() })
    },
    async confirmEmail(token, code) {
      failIfTold()
      const member = byToken(token)
      if (!member.pendingEmail || member.code !== code) throw refusal('CodeMismatchException')
      members.delete(member.email)
      member.email = member.pendingEmail
      members.set(member.email, member)
      delete member.pendingEmail
    },
  }
  return {
    ...pool,
    latencies,
    seconds,
    codeFor: (email: string) => of(email)!.code,
    confirm: (email: string) => { of(email)!.confirmed = true },
    groups: (email: string, groups: string[]) => { of(email)!.groups = groups },
    /** From now on every call that mails, or would, takes so long. */
    takes: (milliseconds: number) => { fixedLatency = milliseconds },
    failNext: (name: string, message: string) => { nextFailure = refusal(name, message) },
  }
}
