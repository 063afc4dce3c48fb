import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  video_not_found: { status: 404, title: 'No such film', detail: 'There is no film here, or it is private.', when: 'The id is unknown, the film was deleted, or it is private and not the caller\'s.' },
  channel_not_found: { status: 404, title: 'No such channel', detail: 'There is no channel with this id.', when: 'The channel id is unknown.' },
  not_yours: { status: 403, title: 'Not your channel', detail: 'Only the owner of the channel may publish to it.', when: 'A film is announced for somebody else\'s channel.' },
  file_empty: { status: 400, title: 'The file is empty', detail: 'This file holds no bytes. Choose the file again, or export it anew.', when: 'The announced size is zero.' },
  file_too_large: { status: 400, title: 'The file is too large', detail: 'This file is larger than this house allows.', when: 'The announced size is above the stage\'s limit.' },
  upload_closed: { status: 409, title: 'The upload is closed', detail: 'This film\'s upload is finished or was given up. Announce a new film to upload again.', when: 'Upload calls on a film that is no longer uploading.' },
  part_out_of_range: { status: 400, title: 'No such part', detail: 'The upload has fewer parts than that.', when: 'A part number is above the part count.' },
  parts_missing: { status: 409, title: 'Parts are missing', detail: 'Not all of the file has arrived. Ask for the upload\'s state and send the missing parts.', when: 'Completing before every part has arrived in full.' },
  language_unknown: { status: 400, title: 'No such language', detail: 'This is not a language tag. Use one like en, pt-BR or zh-Hant.', when: 'The language in the address is no BCP 47 tag.' },
  captions_unreadable: { status: 400, title: 'These captions cannot be read', detail: 'This is neither SRT nor WebVTT.', when: 'The parser stumbled; the detail names the line.' },
  captions_not_found: { status: 404, title: 'No captions', detail: 'This film has no captions in that language.', when: 'Removing what is not there.' },
  too_many_captions: { status: 409, title: 'Too many languages', detail: 'This film has captions in as many languages as it may.', when: 'Adding captions in one more language than a film may have.' },
  not_failed: { status: 409, title: 'Nothing went wrong', detail: 'Only a film that failed can be tried again.', when: 'Retry on a film that is ready or still uploading.' },
  nothing_to_retry: { status: 409, title: 'The file is not there', detail: 'The file of this film never arrived as it was announced, so another attempt cannot help. Send the file again.', when: 'Retry on a film whose file is missing, incomplete or of another size.' },
  undo_too_late: { status: 409, title: 'Too late', detail: 'The time in which this film could be brought back is over.', when: 'Restoring after the undo window, or a film whose upload was given up.' },
  cursor_invalid: { status: 400, title: 'This page marker is not valid', detail: 'Start again from the first page.', when: 'A cursor was altered or belongs to another list.' },
  version_changed: { status: 412, title: 'It has changed meanwhile', detail: 'Somebody changed this film after you loaded it. Load it again and repeat your change.', when: 'If-Match names an older version.' },
})
