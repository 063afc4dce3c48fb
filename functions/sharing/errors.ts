import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  nothing_to_embed: { status: 404, title: 'Nothing to embed', detail: 'There is no film at this address that everybody may watch.', when: 'The address is not a film\'s, or the film is neither public nor unlisted.' },
  json_only: { status: 501, title: 'JSON only', detail: 'This house describes embeds as JSON. Ask with format=json.', when: 'oEmbed was asked for as XML.' },
})
