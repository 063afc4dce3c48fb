/** What the user pool's refusals mean to a caller. The only file that knows Cognito's names for them. */
import { errors } from './errors.ts'
import { platformErrors, type DomainError } from '../platform/errors.ts'

type Meaning = (details: { cause: unknown }) => DomainError

/**
 * Refusals that depend on whether an address is known. Where the answer must not tell, they count as done;
 * elsewhere they read like an ordinary mistake.
 */
const aboutTheAddress = new Set([
  'UserNotFoundException', 'UsernameExistsException', 'AliasExistsException', 'InvalidParameterException', 'NotAuthorizedException', 'LimitExceededException',
  'UserNotConfirmedException', 'CodeDeliveryFailureException', 'PasswordResetRequiredException', 'UserLambdaValidationException',
])
/** The pool pauses whoever asks for themselves for minutes; it does not say how many. */
const pausedByThePool: Meaning = ({ cause }) => errors.too_many_tries({ cause, headers: { 'retry-after': '300' } })

/** Of somebody who is signed in, and of nobody else: only they may learn that they are paused. */
const ownCodes: Record<string, Meaning> = {
  LimitExceededException: pausedByThePool,
  TooManyFailedAttemptsException: pausedByThePool,
}
const codes: Record<string, Meaning> = {
  CodeMismatchException: errors.code_wrong,
  UserNotFoundException: errors.code_wrong,
  // Already confirmed, or disabled: somebody who guesses codes must not learn either.
  NotAuthorizedException: errors.code_wrong,
  // Cognito calls the code of an unknown address expired, and that of a known one wrong.
  ExpiredCodeException: errors.code_wrong,
  // Whether the pool pauses names that nobody has, it does not say: a pause must look like another wrong code.
  LimitExceededException: errors.code_wrong,
  TooManyFailedAttemptsException: errors.code_wrong,
  // Somebody else confirmed the address first: to whoever guesses, just a code that does not count.
  AliasExistsException: errors.code_wrong,
}
const signIn: Record<string, Meaning> = {
  // Also the pool's pause after wrong passwords, which is worded as the same exception and might tell who is known.
  NotAuthorizedException: errors.wrong_credentials,
  UserNotFoundException: errors.wrong_credentials,
  PasswordResetRequiredException: errors.wrong_credentials,
  UserNotConfirmedException: errors.not_verified,
  LimitExceededException: errors.wrong_credentials,
}
const password: Record<string, Meaning> = {
  NotAuthorizedException: errors.wrong_password,
  LimitExceededException: pausedByThePool,
}
const refresh: Record<string, Meaning> = {
  NotAuthorizedException: errors.session_ended,
  RefreshTokenReuseException: errors.session_ended,
  UserNotFoundException: errors.session_ended,
  InvalidParameterException: errors.session_ended,
}

const nameOf = (problem: unknown) => (problem as Error | null)?.name ?? ''
const messageOf = (problem: unknown) => (problem as Error | null)?.message ?? ''

/** Whether a refusal would tell that an address is known, or unknown. */
export const tellsAboutAddress = (problem: unknown): boolean => aboutTheAddress.has(nameOf(problem))
export const isAddressTaken = (problem: unknown): boolean => nameOf(problem) === 'UsernameExistsException'

const translated = (meanings: Record<string, Meaning>, field: string) => (problem: unknown): unknown => {
  if (nameOf(problem) === 'InvalidPasswordException') return platformErrors.invalid_input({ cause: problem, fields: [{ path: field, message: messageOf(problem) }] })
  return meanings[nameOf(problem)]?.({ cause: problem }) ?? problem
}

export const codeRefusal = translated(codes, 'newPassword')
export const ownCodeRefusal = translated({ ...codes, ...ownCodes }, 'code')
export const passwordRefusal = translated(password, 'newPassword')
export const refreshRefusal = translated(refresh, 'refreshToken')
export const signUpRefusal = translated({}, 'password')
export const signInRefusal = translated(signIn, 'password')
