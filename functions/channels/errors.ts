import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  channel_not_found: { status: 404, title: 'No such channel', detail: 'There is no channel here.', when: 'Unknown id or handle.' },
  not_yours: { status: 403, title: 'Not your channel', detail: 'Only its owner may change a channel.' },
  handle_taken: { status: 409, title: 'The handle is taken', detail: 'Another channel has this handle. Choose another one.' },
  handle_reserved: { status: 409, title: 'The handle is reserved', detail: 'This handle is kept for the house. Choose another one.', when: 'See reserved-handles.ts.' },
  too_many_channels: { status: 409, title: 'Enough channels', detail: 'A person may own up to 20 channels.' },
})
