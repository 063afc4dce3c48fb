/** What staff read; loaded with their pages. */
import type { Role } from '../../../functions/platform/contract.ts'
import { fullNumber } from '../format.ts'

const roles: Record<Role, string> = { viewer: 'Viewer', creator: 'Creator', moderator: 'Moderator', support: 'Support', editor: 'Editor', admin: 'Admin' }
const actions: Readonly<Record<string, string>> = {
  'user.suspended': 'Suspended', 'user.reinstated': 'Reinstated', 'user.roles_changed': 'Roles changed', 'user.erased': 'Erased', 'video.retried': 'Film tried again', 'queue.redriven': 'Dead letters given back',
  'user.email_changed': 'Address changed', 'user.erasure_requested': 'Erasure asked for',
  'video.access_changed': 'Film opened or closed', 'video.deleted': 'Film deleted', 'video.restored': 'Film brought back',
  'channel.member_invited': 'Invited into a team', 'channel.invitation_withdrawn': 'Invitation withdrawn', 'channel.invitation_declined': 'Invitation declined', 'channel.member_joined': 'Joined a team',
  'channel.role_changed': 'Role in a team changed', 'channel.member_removed': 'Taken out of a team', 'channel.member_left': 'Left a team', 'channel.handed_over': 'Channel handed over',
}

export const adminWords = {
  reason: { label: 'Reason', hint: 'It stands in the audit trail, for whoever asks later.' },
  people: {
    title: 'People', find: 'Find by the beginning of a name or address', none: 'Nobody here', noneFound: (q: string) => `Nobody's name or address begins with “${q}”.`,
    person: 'Person', email: 'Mail address', roles: 'Roles', status: 'Status', joined: 'Joined', active: 'Active', suspended: 'Suspended', open: 'Look at',
    roleNames: roles, rolesAlways: 'Everybody stays viewer and creator.', saveRoles: 'Change roles', rolesSaved: 'The roles are changed.', ownRoles: 'You cannot give up your own admin role.',
    suspend: 'Suspend', suspendTitle: (name: string) => `Suspend ${name}`, suspendText: 'They are signed out everywhere at once, films that they watch stop, and their own films are hidden from everybody. They are told by mail, with your reason.', suspendedDone: (name: string) => `${name} is suspended.`,
    reinstate: 'Reinstate', reinstateTitle: (name: string) => `Reinstate ${name}`, reinstateText: 'They may sign in again, and their films are back in the lists. They are told by mail, without your reason.', reinstatedDone: (name: string) => `${name} may come back.`,
    films: 'Their films', trail: 'What happened to them', acts: 'What they did', allActs: 'The whole trail', id: 'Id', notFound: 'There is no such person',
  },
  films: {
    title: 'Films', none: 'No films here', film: 'Film', state: 'State', access: 'Who may watch', views: 'Views', date: 'Date', all: 'All', filter: 'Filter by state', find: 'Open by id or address', noId: 'There is no id of a film in this. It begins with vid_.', ofOneChannel: 'Films of one channel', open: 'Look at',
    ofPerson: 'Films of one person', ofChannel: (name: string) => `Films of ${name}`, everybody: 'Show all films', hidden: 'Hidden: its owner is suspended', deleted: 'Deleted', owner: 'Owner', channel: 'Channel', file: 'File', jobs: 'Jobs', job: { instant: 'Copy', first: 'First quality', ladder: 'All qualities' },
    jobStates: { claimed: 'claimed', running: 'running', done: 'done', failed: 'failed' }, page: 'Open its page', retry: 'Try again', retryTitle: 'Try this film again', retryText: 'It is checked and encoded once more, with the file that was sent.', retried: 'It is being prepared again.', trail: 'What staff did',
    noJobs: 'None yet.', uploaded: 'Uploaded', changed: 'Last change', qualities: 'Qualities', id: 'Id',
  },
  system: {
    title: 'System', alarms: 'Alarms', ringing: (count: number) => (count === 1 ? '1 alarm rings' : `${count} alarms ring`), quiet: 'No alarm rings', quietText: (count: number) => `${count} alarms are watched.`, others: (ringing: number, count: number) => (ringing === 0 ? 'All alarms' : `The other ${count} alarms`),
    states: { alarm: 'Rings', ok: 'Quiet', unknown: 'No data' }, since: (time: string) => `since ${time}`, article: (name: string) => `Runbook: ${name}`,
    queues: 'Queues', queue: 'Queue', waiting: 'Waiting', underWay: 'Under way', dead: 'Dead letters', look: (name: string) => `Look at the dead letters of ${name}:`, noWork: 'Set aside by a stream',
    deadTitle: (name: string) => `Dead letters of ${name}`, deadText: 'Nobody could work these off in five attempts. They are kept for 14 days.', deadNone: 'There are none any more.', firstFew: (shown: number, all: number) => `The first ${shown} of ${fullNumber(all)}.`, sent: (time: string) => `sent ${time}`,
    giveBack: 'Give back', giveBackTitle: 'Give the dead letters back', giveBackText: 'All of them are worked off once more. Repair what failed first; doing too much is harmless.', givenBack: 'They are on their way back.', cannot: 'These name records of a stream and cannot be given back. The runbook says what to do.',
    failed: 'Films that failed', failedNone: 'No film has failed.', failedAll: 'All films that failed',
  },
  audit: {
    title: 'Audit trail', none: 'No entries', noneText: 'What staff do, and every change of access, is written here.', about: 'About', by: 'By', everything: 'Show everything', filteredBy: 'What one person did', filteredAbout: 'What happened to one person or thing', request: (id: string) => `request ${id}`, before: 'Before', after: 'After', house: 'The house', pool: 'An operator',
    actions,
  },
}
