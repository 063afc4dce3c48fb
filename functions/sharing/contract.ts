import * as z from 'zod'
import { contract, route } from '../platform/contract.ts'

const html = { 200: z.string() } as const
/** The web app's page either way; it says itself that there is nothing. */
const htmlOrNothing = { 200: z.string(), 404: z.string() } as const
/** Whatever stands in the address: a page is answered for anything, and says only what may be said. */
const anyId = z.object({ id: z.string().max(200) })
const size = z.coerce.number().int().min(64).max(4096).optional()

export const sharingContract = contract({
  domain: 'sharing',
  about: 'The house as other sites and machines see it: previews of shared links, embeds, search engines.',
  routes: {
    page: route({
      method: 'GET', path: '/sharing/pages/{id}', who: 'anyone', rate: 'busy', summary: 'The page of a film as CloudFront hands it out under /watch/{id}: the web app, with what a preview of the link shows. Only public and unlisted films show anything; a film that nobody in particular may know of is not found.',
      params: anyId, replies: htmlOrNothing,
    }),
    channel: route({
      method: 'GET', path: '/sharing/channels/{handle}', who: 'anyone', rate: 'busy', summary: 'The page of a channel as CloudFront hands it out under /@{handle}: the web app, with what a preview of the link shows.',
      params: z.object({ handle: z.string().max(200) }), replies: htmlOrNothing,
    }),
    front: route({ method: 'GET', path: '/sharing/front', who: 'anyone', rate: 'busy', summary: 'The front page as CloudFront hands it out: the web app, with the posters of its first screen.', replies: html }),
    robots: route({ method: 'GET', path: '/sharing/robots.txt', who: 'anyone', rate: 'busy', summary: 'What search engines may look at; stands under /robots.txt.', replies: html }),
    sitemap: route({ method: 'GET', path: '/sharing/sitemap.xml', who: 'anyone', rate: 'busy', summary: 'Addresses of public films and their channels, the newest five thousand; stands under /sitemap.xml.', replies: html }),
    oembed: route({
      method: 'GET', path: '/oembed', who: 'anyone', summary: 'How another site embeds a film, by the film\'s address (oEmbed 1.0).',
      query: z.object({ url: z.string().max(2000), maxwidth: size, maxheight: size, format: z.enum(['json', 'xml']).default('json') }),
      replies: { 200: z.object({
        version: z.literal('1.0'), type: z.literal('video'), provider_name: z.string(), provider_url: z.string(),
        title: z.string(), author_name: z.string(), author_url: z.string(), html: z.string(), width: z.int(), height: z.int(),
      }) },
      errors: ['nothing_to_embed', 'json_only'],
    }),
  },
})
