/** Every English sentence of the web app, in one place. Calm, concrete, no exclamation marks. */
import { channelWords } from './words/channels.ts'
import { authWords } from './words/auth.ts'
import { pictureWords } from './words/pictures.ts'
import { playbackWords } from './words/playback.ts'
import { problemWords } from './words/problems.ts'
import { videoWords } from './words/videos.ts'

export const words = {
  house: 'Playhouse',
  skip: 'Skip to the content',
  home: { title: 'Home', newest: 'New', followed: 'From channels you follow', popular: 'Popular', all: 'All', seeAll: 'See all', categories: 'Categories', sortBy: 'Order', empty: 'No film here yet', emptyText: 'As soon as somebody publishes one, it is shown here.', emptyCategory: 'Nothing in this category yet', emptyCategoryText: 'Look at the other categories, or be the first to publish here.', publishFirst: 'Publish a film' },
  areas: { main: 'Main', studio: 'Studio', home: 'Home', following: 'Following', library: 'Library', history: 'History', account: 'Account', dashboard: 'Dashboard', content: 'Content', channel: 'Channel', members: 'Members', viewChannel: 'View channel', backToHouse: 'Back to the house', followed: 'Following', live: 'Live', analytics: 'Analytics', tiers: 'Sponsors', chat: 'Chat', moderation: 'Moderation', catalogue: 'Catalogue', support: 'Support', tickets: 'Tickets', developers: 'Developers', admin: 'Admin', people: 'People', films: 'Films', system: 'System', audit: 'Audit trail' },
  staffOnly: { title: 'This page is for staff', text: 'Ask an admin of this house for the role that opens it.' },
  actions: {
    signIn: 'Sign in', signOut: 'Sign out', create: 'Create', upload: 'Upload', tryAgain: 'Try again', details: 'Details', save: 'Save', cancel: 'Cancel', delete: 'Delete', close: 'Close', back: 'Back', more: 'Show more', less: 'Show less', goHome: 'Go to the front page', menu: 'Your account and settings', share: 'Share', copied: 'The link has been copied', copy: 'Copy', copyWhat: (what: string) => `Copy: ${what}`, copiedShort: 'Copied', undo: 'Undo', clear: 'Clear', edit: 'Edit', watch: 'Watch',
  },
  scheme: { label: 'Appearance', dark: 'Dark', light: 'Light', auto: 'As the system' },
  form: { empty: 'Fill this in.', short: (least: number) => `Use at least ${least} characters.`, long: (most: number) => `Use at most ${most} characters.`, many: (most: number) => `Use at most ${most}.` },
  conflict: { text: 'What you typed is still here. Save it over their changes, or look at theirs first.', mine: 'Save mine', theirs: 'Take theirs' },
  unsaved: 'You have changes that are not saved.',
  loading: 'Loading',
  leaving: { title: 'Leave this page?', unsaved: 'What you typed is not saved.', stay: 'Stay here', leave: 'Leave without saving', signOut: 'Sign out?' },
  notFound: { title: 'There is nothing at this address', text: 'It may have been moved or deleted, or the link is not complete.' },
  broken: { title: 'This page did not open', text: 'Something went wrong while it was loading. What you did before is safe.', stale: 'A new version of the house has opened. Load the page again.' , reload: 'Load again' },
  offline: 'You are offline. What is already here stays; the rest comes back with the connection.',
  problems: problemWords,
  problemDetails: (code: string, requestId: string) => `${code} · request ${requestId}`,
  auth: authWords,
  channels: channelWords,
  videos: videoWords,
  pictures: pictureWords,
  playback: playbackWords,
}
