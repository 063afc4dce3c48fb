/** Cognito's refusals, in Cognito's words: what our code meets here is what it meets in production. */
import { AwsError } from '../plugin.ts'

const refusal = (code: string, message: string) => () => new AwsError(code, message)
const worded = (code: string) => (message: string) => new AwsError(code, message)

export const invalidParameter = worded('InvalidParameterException')
export const invalidPassword = worded('InvalidPasswordException')
export const notAuthorized = worded('NotAuthorizedException')
export const notFound = worded('ResourceNotFoundException')
export const usernameExists = worded('UsernameExistsException')

export const wrongCredentials = refusal('NotAuthorizedException', 'Incorrect username or password.')
export const passwordAttemptsExceeded = refusal('NotAuthorizedException', 'Password attempts exceeded')
export const userDisabled = refusal('NotAuthorizedException', 'User is disabled.')
export const userNotConfirmed = refusal('UserNotConfirmedException', 'User is not confirmed.')
export const userNotFound = refusal('UserNotFoundException', 'User does not exist.')
export const passwordResetRequired = refusal('PasswordResetRequiredException', 'Password reset required for the user')
export const codeMismatch = refusal('CodeMismatchException', 'Invalid verification code provided, please try again.')
export const codeExpired = refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.')
export const attemptLimitExceeded = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
export const emailTaken = refusal('AliasExistsException', 'An account with the given email already exists.')
export const refreshTokenReused = refusal('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation.')

/** The value of a parameter that must be there. */
export function required<T extends object, K extends keyof T & string>(input: T, name: K): NonNullable<T[K]> {
  const value = input[name]
  if (value === undefined || value === null || value === '') {
    const member = name.charAt(0).toLowerCase() + name.slice(1)
    throw invalidParameter(`1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`)
  }
  return value
}
