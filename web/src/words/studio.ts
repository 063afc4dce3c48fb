/** The studio's own sentences; loaded with its pages. */
import type { Order, Part } from '../features/videos/content/arrange.ts'

const orders: Record<Order, string> = { newest: 'Newest first', oldest: 'Oldest first', title: 'By title', views: 'Most watched' }
const list = (names: readonly string[]) => new Intl.ListFormat(undefined, { type: 'conjunction' }).format(names)
const films = (count: number) => (count === 1 ? '1 film' : `${count} films`)

const parts: Record<Part | 'all', string> = { all: 'All', 'in-work': 'In work', scheduled: 'Scheduled', 'needs-you': 'Needs you' }
const noneIn: Record<Part | 'all', string> = { all: 'No films', 'in-work': 'Nothing is being prepared.', scheduled: 'No film waits for its time.', 'needs-you': 'Nothing waits for you.' }

export const studioWords = {
  orders, parts, noneIn,
  dashboard: { followers: 'Followers', views: 'Views', films: 'Films', latest: 'Latest films', all: 'Show all' },
  table: {
    find: 'Find in your films', order: 'Order', all: 'Select all films shown', select: (title: string) => `Select ${title}`,
    gathering: (count: number) => `Looking through your films. ${count} so far.`, noneFound: (q: string) => `No film of yours has “${q}” in its title, tags or description.`,
  },
  batch: {
    label: 'Selected films', selected: (count: number) => `${count} selected`, tooMany: (count: number, most: number) => `${count} selected, at most ${most} at once`, clear: 'Select none',
    title: (count: number) => `Edit ${films(count)}`, asItIs: 'As it is', tagsHint: 'Replace the tags they have. Leave empty to keep those.', undoHint: 'You can undo this afterwards.', apply: (count: number) => `Change ${films(count)}`,
    changed: (count: number) => (count === 1 ? 'The film is changed.' : `${count} films are changed.`), deleted: (count: number, title: string) => (count === 1 ? `“${title}” is deleted.` : `${count} films are deleted.`),
    undone: 'Everything is as it was.', notUndone: (count: number) => (count === 1 ? 'One film could not be taken back.' : `${count} films could not be taken back.`), refused: (count: number) => (count === 1 ? 'One film stayed as it was' : `${count} films stayed as they were`),
  },
  firstSteps: {
    label: 'The way to your first film', channel: 'Your channel is open', channelText: 'Its name and handle can change at any time.', upload: 'Upload a film', uploadText: 'It plays for you alone as soon as it is ready.',
    publish: 'Say who may watch', publishText: 'Then it is shown.',
  },
  interrupted: {
    text: (names: readonly string[]) => (names.length === 1 ? `The upload of ${names[0]} was interrupted. What has arrived is kept: choose the file again to send the rest.` : `${names.length} uploads were interrupted. What has arrived is kept: choose the files again to send the rest.`),
    choose: (count: number) => (count === 1 ? 'Choose the file' : 'Choose the files'),
    others: (chosen: readonly string[], wanted: readonly string[]) => `${list(chosen)} ${chosen.length === 1 ? 'is not one of them' : 'are not among them'}. Waiting: ${list(wanted)}.`,
  },
  leftAbout: (time: string) => `about ${time} left`,
  meanwhile: 'Somebody else saved this film meanwhile',
  preview: { title: 'As viewers will see it', untitled: 'No title yet', later: (who: string, local: string, zone: string) => `From ${local} in ${zone}. ${who}` },
  publication: {
    title: 'Publication', published: 'Published', publishedHint: 'Whoever may watch can do so now.', draft: 'Draft', draftHint: 'Only you, until you publish it.', scheduled: 'Scheduled', scheduledHint: 'Published by itself at the time you choose.',
    at: 'Date and time', zone: 'Time zone', from: (time: string) => `from ${time}`, publish: 'Publish', unpublish: 'Take back', schedule: 'Schedule', chooseTime: 'Choose a date and a time.',
    saved: { published: 'The film is published.', draft: 'The film is a draft again.', scheduled: 'The film is scheduled.' },
    told: (there: string, here: string) => `Published on ${there}. That is ${here} where you are.`,
  },
  captions: {
    title: 'Captions', none: 'No captions yet. Add an SRT or WebVTT file.', add: 'Add captions', language: 'Language', replace: (name: string) => `Replace ${name}`, remove: (name: string) => `Delete ${name}`, preview: (name: string) => `Preview ${name}`, file: 'Choose a file',
    added: (name: string) => `Captions in ${name} are there.`, removed: (name: string) => `Captions in ${name} are deleted.`, undone: (name: string) => `Captions in ${name} are back.`, changed: (when: string) => `changed ${when}`, cues: (count: number) => (count === 1 ? '1 caption' : `${count} captions`), unreadable: 'These captions could not be shown.',
  },
  file: {
    title: 'File', replace: 'Replace file', replaceHint: 'The film plays on until the new file is ready. Its address, title and views stay.', coming: (name: string) => `New file: ${name}`, giveUp: 'Keep the old file', givenUp: 'The film keeps its file.',
    retry: 'Try again', another: 'Send another file', retried: 'It is being prepared again.', failed: (reason: string) => `The new file could not take its place: ${reason}`,
  },
}
