import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  channel_not_found: { status: 404, title: 'No such channel', detail: 'There is no channel here.', when: 'Unknown id or handle.' },
  not_yours: { status: 403, title: 'Not your channel', detail: 'Only people of its team may do this.', when: 'Somebody who does not belong to the channel\'s team, or no longer does.' },
  owners_only: { status: 403, title: 'For owners', detail: 'Only owners of the channel may do this. Ask one of them.' },
  member_not_found: { status: 404, title: 'Not in the team', detail: 'There is nobody like that in the team. They may have left.' },
  holder_stays: { status: 409, title: 'The channel is theirs', detail: 'The channel belongs to this person. It has to be handed over before they can leave or get another role.' },
  not_an_owner: { status: 409, title: 'Not an owner yet', detail: 'A channel is handed over to one of its owners. Make this person an owner first.' },
  changed_meanwhile: { status: 409, title: 'Changed in this moment', detail: 'The team changed while you did. Look at it again, then repeat what is still wanted.' },
  team_full: { status: 409, title: 'The team is full', detail: 'A team may have 50 people, open invitations included. Remove somebody first.' },
  too_many_teams: { status: 409, title: 'Enough teams', detail: 'A person may belong to the teams of 40 channels. Leave one of them first.' },
  too_many_invitations: { status: 429, title: 'Enough for today', detail: 'You have sent 50 invitations today. Send the others tomorrow.' },
  mail_is_off: { status: 409, title: 'No mail here yet', detail: 'This house cannot send mail, so it cannot invite. Its operator has to name a sender first (mailFrom).' },
  invitation_not_found: { status: 404, title: 'The invitation is no longer open', detail: 'It was used or withdrawn, or it has expired. Ask whoever invited you for a new one.', when: 'Unknown, used, withdrawn, declined, expired, or whoever sent it may not invite any more: never told apart.' },
  already_in_team: { status: 409, title: 'Already in the team', detail: 'You belong to this channel\'s team already. The link is still good for somebody else.' },
  picture_not_found: { status: 404, title: 'No such picture', detail: 'Send the picture first; it has to be used within the hour.', when: 'The picture is unknown, somebody else\'s, made for another purpose, used already, or has expired.' },
  handle_taken: { status: 409, title: 'The handle is taken', detail: 'Another channel has this handle. Choose another one.' },
  handle_reserved: { status: 409, title: 'The handle is reserved', detail: 'This handle is kept for the house. Choose another one.', when: 'See reserved-handles.ts.' },
  too_many_channels: { status: 409, title: 'Enough channels', detail: 'A person may own up to 20 channels.' },
})
