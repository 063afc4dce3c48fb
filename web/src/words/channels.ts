import { fullNumber, shortNumber } from '../format.ts'
import { teamWords } from './team.ts'

export const channelWords = {
  follow: 'Follow',
  following: 'Following',
  unfollowed: (name: string) => `You no longer follow ${name}.`,
  followChannel: (name: string) => `Follow ${name}`,
  unfollowChannel: (name: string) => `Stop following ${name}`,
  followers: (count: number) => (count === 1 ? '1 follower' : `${shortNumber(count)} followers`),
  followersExactly: (count: number) => (count === 1 ? '1 follower' : `${fullNumber(count)} followers`),
  films: 'Films',
  about: 'About',
  noFilms: 'Nothing published yet',
  noFilmsText: (name: string) => `When ${name} publishes a film, it is shown here.`,
  manage: 'Manage in the studio',
  notFound: 'There is no such channel',
  notFoundText: 'It may have changed its handle. Look for its films on the front page.',
  list: { title: 'Following', empty: 'You follow nobody yet', emptyText: 'Follow a channel, and you find it here and beside every page.', look: 'Look around', since: (date: string) => `followed ${date}` },
  form: {
    name: 'Name', handle: 'Handle', handleHint: (handle: string) => `Its address will be /@${handle || 'handle'}`, description: 'Description', descriptionHint: 'What people find here, in a few sentences.',
    create: 'Create channel', saved: 'The channel is saved.', meanwhile: 'Somebody else saved this channel meanwhile',
  },
  first: { title: 'Name your channel', lead: 'Your films live in a channel. It takes a name and a handle; both can change later.' },
  settings: { title: 'Channel' },
  another: 'New channel',
  choose: 'Channel',
  team: teamWords,
}
