import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  picture_not_found: { status: 404, title: 'No such picture', detail: 'Send the picture first; it has to be used within the hour.', when: 'The picture is unknown, somebody else\'s, made for another purpose, used already, or has expired.' },
  wrong_credentials: { status: 401, title: 'That did not match', detail: 'Address and password do not belong together. After several wrong tries, wait some minutes before the next.', when: 'Unknown address, wrong password, an account that the user pool has disabled, or one that it has paused after repeated failures: the answer is the same for all.' },
  not_verified: { status: 403, title: 'Confirm your address first', detail: 'Enter the code we mailed you, or ask for a new one.', when: 'The password is right, but the address was never confirmed.' },
  code_wrong: { status: 400, title: 'That is not the code', detail: 'Check the six digits of the latest mail, or ask for a new code: a sign-up code lives a day, a recovery code an hour. After several wrong tries, wait some minutes before the next.', when: 'Wrong or expired code, too many tries, or an address for which there is none: the pool tells these apart, and that would tell who is known.' },
  too_many_tries: { status: 429, title: 'Too many tries', detail: 'Wait a few minutes, then try again.', when: 'The user pool has paused somebody who is signed in, after repeated failures.' },
  wrong_password: { status: 403, title: 'That is not your password', detail: 'Enter the password you sign in with now.', when: 'A change that asks for the present password got another one.' },
  admin_stays: { status: 409, title: 'Hand the role over first', detail: 'An admin account cannot be erased. Ask another admin to take the role from you, so that one always stays.', when: 'An admin asks to be erased.' },
  session_ended: { status: 401, title: 'The session has ended', detail: 'Sign in again.', when: 'The refresh token is missing, used, revoked or older than the last sign-out everywhere.' },
})
