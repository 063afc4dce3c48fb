import type { Access, Processing, Video } from '../../../functions/videos/contract.ts'
import { fullNumber, percent, shortNumber } from '../format.ts'

const access: Record<Access, string> = { public: 'Everyone', unlisted: 'Anyone with the link', followers: 'Followers', private: 'Only you' }
const accessHint: Record<Access, string> = {
  public: 'Shown on the front page and in your channel.', unlisted: 'Not listed anywhere; whoever has the link may watch.',
  followers: 'Whoever follows the channel may watch.', private: 'Nobody else can see that it exists.',
}
const categories: Record<Video['category'], string> = {
  film: 'Film', documentary: 'Documentary', music: 'Music', nature: 'Nature', science: 'Science', technology: 'Technology', craft: 'Craft', travel: 'Travel', sport: 'Sport', education: 'Education', news: 'News', other: 'Other',
}
const stages: Record<Processing, string> = { uploading: 'Uploading', checking: 'Checking the file', transcoding: 'Preparing', ready: 'Ready', failed: 'Failed' }

export const videoWords = {
  access, accessHint, categories, stages,
  views: (count: number) => (count === 1 ? '1 view' : `${shortNumber(count)} views`),
  viewsExactly: (count: number) => (count === 1 ? '1 view' : `${fullNumber(count)} views`),
  begun: (share: number) => `${percent(share)} watched`,
  moreFor: (title: string) => `More for “${title}”`,
  toChannel: (name: string) => `Go to ${name}`,
  outOfHistory: 'Take out of the history',
  notFound: 'There is no such film',
  notFoundText: 'It may have been deleted, or it is private.',
  tags: 'Tags',
  qualities: 'Qualities',
  description: 'Description',
  noDescription: 'No description.',
  progress: { upload: 'Waiting for the rest of the file', waiting: 'Waiting for the connection', check: 'Checking the file', playsAlready: 'Encoding · plays already', done: 'Ready', failed: 'Could not be prepared' },
  content: {
    title: 'Content', empty: 'Your first film', emptyText: 'Choose a file from your disk. It stays private until you publish it.', drop: 'Drop your films here', choose: 'Choose files',
    film: 'Film', state: 'State', access: 'Who may watch', views: 'Views', date: 'Date', actions: 'Actions', filter: 'Filter by state', resume: 'Resume upload',
  },
  edit: {
    title: 'Edit film', heading: 'Title', description: 'Description', tags: 'Tags', tagsHint: 'Up to 20. Press Enter after each.', category: 'Category', language: 'Language', access: 'Who may watch',  saved: 'Saved.', preview: 'Preview', open: 'Open its page', copyLink: 'Copy the link',
    file: 'File', notYet: 'The preview is shown as soon as something can be played.',
  },
  upload: {
    title: 'Upload', drawer: 'Uploads', uploading: (count: number) => (count === 1 ? 'Uploading 1 film' : `Uploading ${count} films`), finished: 'Uploads are done', paused: 'Paused', sent: 'Arrived · you may close this page', finishing: 'Finishing', opening: 'Opening',
    of: (sent: string, all: string) => `${sent} of ${all}`, speed: (speed: string) => `${speed}/s`, left: (time: string) => `${time} left`, pause: (name: string) => `Pause ${name}`, resume: (name: string) => `Resume ${name}`, cancel: (name: string) => `Give up ${name}`, retry: (name: string) => `Try ${name} again`,
    brokenOff: 'The connection broke off. It goes on when it is back.', partRefused: 'A part of the file was not taken. Try again: what has arrived is kept.', leaving: 'Given up. It is removed in a moment.', keep: (name: string) => `Undo: keep ${name}`,
    hide: 'Fold the uploads', show: 'Unfold the uploads', dismiss: 'Close the list of uploads', edit: 'Edit details', announced: (name: string, share: string) => `${name}: ${share}`,
    again: (name: string) => `To go on, choose the same file again: ${name}.`, otherFile: (name: string, size: string) => `That is another file. Choose ${name} (${size}).`, notFilm: 'Only films can be uploaded here: MP4, MOV, MKV, WebM, AVI and the like.', leave: 'Films are still uploading. They stop when you sign out, and you can resume them later.',
  },
}
