import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  video_not_found: { status: 404, title: 'No such film', detail: 'There is no film here. It may have been deleted.', when: 'The id is unknown or the film was deleted.' },
  private: { status: 403, title: 'This film is private', detail: 'Only its owner can watch this film. If somebody sent you here, ask them to share it.', when: 'A private film, for anybody but its owner.' },
  sign_in: { status: 403, title: 'Sign in to watch', detail: 'This film is for followers of its channel. Sign in, then follow the channel to watch it.', when: 'A film for followers, for somebody signed out.' },
  followers_only: { status: 403, title: 'For followers', detail: 'This film is for followers of its channel. Follow the channel to watch it; following is free.', when: 'A film for followers, for somebody who does not follow.' },
  not_ready: { status: 403, title: 'Not ready yet', detail: 'This film is still being prepared. It can be watched in a few minutes.', when: 'No quality has been made yet.' },
  failed: { status: 403, title: 'This film cannot be played', detail: 'This film could not be prepared. Its owner can see why, and upload it again.', when: 'Processing failed before anything could play.' },
  not_here: { status: 403, title: 'Not available here', detail: 'This film may not be watched from where you are.', when: 'The film is bound to other countries.' },
  session_unknown: { status: 404, title: 'No such viewing', detail: 'This viewing is not known any more. Open the film again.', when: 'The session id is forged, expired, or somebody else\'s.' },
})
