/** Refusals by their code, where the page has something better to say than the API. */
export const problemWords = {
  unexpected: 'Something went wrong on this page. Load it again; if that does not help, write to us.',
  unreachable: 'The house cannot be reached. Check your connection and try again.',
  unreadable: 'The house answered something unexpected. Try again in a moment.',
  internal: 'Something went wrong on our side. Try again; if it stays, write to us with the request id below.',
  wrong_credentials: 'Address and password do not belong together.',
  not_verified: 'Confirm your address first: enter the code we mailed you.',
  code_wrong: 'That is not the code. Check the six digits, or ask for a new one.',
  code_expired: 'This code has expired. Ask for a new one.',
  too_many_tries: 'Too many tries. Wait a few minutes, then try again.',
  too_many_requests: 'That was too much in one minute. Wait a little, then try again.',
  suspended: 'This account is suspended. Write to support to learn more.',
  session_ended: 'Your session has ended. Sign in again.',
  not_signed_in: 'Sign in first.',
  handle_taken: 'Another channel has this handle. Choose another one.',
  handle_reserved: 'This handle is kept for the house. Choose another one.',
  version_changed: 'This was changed elsewhere after you opened it. Load it again and repeat your change.',
}
