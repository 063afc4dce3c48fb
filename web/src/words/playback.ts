export const playbackWords = {
  player: 'Film player',
  loading: 'The film is opening',
  resumed: (at: string) => `Going on at ${at}`,
  fromStart: 'Start over',
  denied: {
    private: 'This film is private', sign_in: 'Sign in to watch', followers_only: 'For followers', not_ready: 'Not ready yet', failed: 'This film cannot be played', not_here: 'Not available where you are', video_not_found: 'There is no such film', suspended: 'This account is suspended',
  } as Readonly<Record<string, string>>,
  deniedOther: 'This film does not open',
  seeWhy: 'See why',
  moreOf: (channel: string) => `More of ${channel}`,
  openOnTheSite: (house: string) => `Open on ${house}`,
  waiting: 'This page opens the film as soon as it is ready.',
  lost: { unsupported: 'This browser cannot play our films. A current Chrome, Edge, Firefox or Safari can.', network: 'The connection broke off. The film goes on where it stopped.', media: 'Your browser stopped decoding this film. Try again; if it stops at the same place, choose another quality or another browser.', gone: 'Watching has ended: this film is no longer available to you.' },
  nextUp: 'Next up',
  nothingNext: 'Nothing else is showing yet.',
  continue: 'Continue watching',
  left: (time: string) => `${time} left`,
  watched: 'Watched',
  history: {
    title: 'History', empty: 'Nothing watched yet', emptyText: 'What you watch is kept here for half a year, for you alone.',
    forget: (title: string) => `Take “${title}” out of the history`, forgetAll: 'Forget everything', forgotten: (title: string) => `“${title}” is out of your history.`, allForgotten: 'Your history is empty.',
  },
  library: { title: 'Library', empty: 'Your library is empty', emptyText: 'What you watch and whom you follow is found here.' },
  controls: {
    quality: 'Quality', pictureInPicture: 'Picture in picture', speed: 'Speed', captionSize: 'Caption size', captionGround: 'Caption background',
    captionSizes: { small: 'Small', medium: 'Medium', large: 'Large', huge: 'Very large' }, captionGrounds: { solid: 'Solid', soft: 'See-through', none: 'None, with a shadow' },
  },
  end: { title: 'The film is over', next: 'Next', play: 'Play now', again: 'Watch again', goesOn: (seconds: number) => `Begins in ${seconds} s`, onTheSite: (house: string) => `Watch on ${house}` },
  share: {
    title: 'Share this film', link: 'Link', from: (at: string) => `Start at ${at}`, embed: 'Code for a page of your own', device: 'Share by an app',
    only: { followers: 'Only followers of the channel can watch what this link opens.', private: 'Only you can watch what this link opens.' },
  },
}
