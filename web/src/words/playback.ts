export const playbackWords = {
  player: 'Film player',
  loading: 'The film is opening',
  resumed: (at: string) => `Going on at ${at}`,
  fromStart: 'Start over',
  denied: {
    private: 'This film is private', sign_in: 'Sign in to watch', followers_only: 'For followers', not_ready: 'Not ready yet', failed: 'This film cannot be played', not_here: 'Not available where you are', video_not_found: 'There is no such film', suspended: 'This account is suspended',
  } as Readonly<Record<string, string>>,
  deniedOther: 'This film does not open',
  waiting: 'This page opens the film as soon as it is ready.',
  lost: { network: 'The connection broke off. The film goes on where it stopped.', media: 'Your browser could not decode this film.', gone: 'Watching has ended: this film is no longer available to you.' },
  fuller: 'Better quality is ready.',
  stillMaking: 'More qualities are on their way.',
  unsupported: 'This browser cannot play our films. A current Chrome, Edge, Firefox or Safari can.',
  nextUp: 'Next up',
  moreFrom: (channel: string) => `More from ${channel}`,
  nothingNext: 'Nothing else is showing yet.',
  keys: 'Keys: space plays and pauses, arrows seek, J and L ten seconds, F full screen, M mute, < and > speed.',
}
