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
const codes: Record<string, Meaning> = {
  CodeMismatchException: errors.code_wrong,
  UserNotFoundException: errors.code_wrong,
  // Already confirmed, or disabled: somebody who guesses codes must not learn either.
  NotAuthorizedException: errors.code_wrong,
  // Cognito calls the code of an unknown address expired, and that of a known one wrong.
  ExpiredCodeException: errors.code_wrong,
  LimitExceededException: errors.too_many_tries,
  TooManyFailedAttemptsException: errors.too_many_tries,
  // Somebody else confirmed the address first: to whoever guesses, just a code that does not count.
  AliasExistsException: errors.code_wrong,
}
const signIn: Record<string, Meaning> = {
  NotAuthorizedException: errors.wrong_credentials,
  UserNotFoundException: errors.wrong_credentials,
  PasswordResetRequiredException: errors.wrong_credentials,
  UserNotConfirmedException: errors.not_verified,
  LimitExceededException: errors.too_many_tries,
}
const password: Record<string, Meaning> = {
  NotAuthorizedException: errors.wrong_password,
  LimitExceededException: errors.too_many_tries,
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
export const passwordRefusal = translated(password, 'newPassword')
export const refreshRefusal = translated(refresh, 'refreshToken')
export const signUpRefusal = translated({}, 'password')
/** Cognito words its lock-out as the same exception as a wrong password. */
export const signInRefusal = (problem: unknown): unknown =>
  (nameOf(problem) === 'NotAuthorizedException' && /attempts exceeded/i.test(messageOf(problem)) ? errors.too_many_tries({ cause: problem }) : translated(signIn, 'password')(problem))
