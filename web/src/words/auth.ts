export const authWords = {
  email: 'Email',
  password: 'Password',
  newPassword: 'New password',
  displayName: 'Display name',
  code: 'Code',
  passwordRule: 'At least 10 characters, with a capital letter, a lower-case letter and a digit.',
  why: 'With an account you follow channels, go on where you stopped, and publish films of your own.',
  signIn: { title: 'Sign in', lead: 'Welcome back.', submit: 'Sign in', forgot: 'Forgot your password?', noAccount: 'No account yet?', create: 'Create one' },
  signUp: { title: 'Create your account', lead: 'Follow channels, go on where you stopped, publish your own films.', submit: 'Create account', known: 'Already have an account?', nameHint: 'How others see you. You can change it later.' },
  verify: {
    title: 'Check your mail', lead: (email: string) => `We sent six digits to ${email}. They are good for a day.`, submit: 'Confirm', resend: 'Send a new code', resendIn: (seconds: number) => `Send a new code in ${seconds} s`, resent: 'A new code is on its way. Older codes no longer work.',
    done: 'Your address is confirmed.', other: 'Use another address',
  },
  forgot: { title: 'Forgot your password', lead: 'Tell us your address. If we know it, a code to set a new password is on its way.', submit: 'Send the code', back: 'Back to sign in' },
  reset: { title: 'Set a new password', lead: (email: string) => `If there is an account for ${email}, it has been sent six digits. They are good for an hour.`, submit: 'Set the password', done: 'Your new password is set. All other sessions have ended.' },
  account: { title: 'Account', you: 'You', bio: 'About you', saved: 'Saved', autoplay: 'Go on to the next film by itself', captions: 'Show captions where there are any', preferences: 'Preferences' },
}
