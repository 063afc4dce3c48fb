import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  not_a_picture: { status: 400, title: 'Not a picture', detail: 'This is neither a JPEG, nor a PNG, nor a still WebP. Export it as one of these, then send it again.', when: 'The first bytes are none of the three\'s, whatever the file is called.' },
  picture_broken: { status: 400, title: 'This picture cannot be read', detail: 'The file is damaged. Export it anew, then send it again.', when: 'Its bytes do not hold what they promise.' },
  picture_too_small: { status: 400, title: 'The picture is too small', detail: 'Send a larger picture.', when: 'Fewer pixels than its purpose needs to look good.' },
  picture_too_large: { status: 400, title: 'The picture is too large', detail: 'Send a smaller picture.', when: 'More pixels than are decoded here; told by its head, before any is.' },
})
