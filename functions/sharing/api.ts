import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { answer, api } from '../platform/api.ts'
import { ChannelPageReference, HandleReference } from '../platform/channel-page-reference.ts'
import { readEnv } from '../platform/env.ts'
import { FilmReference } from '../platform/film-reference.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { readTogether } from '../platform/read-together.ts'
import { maySee } from '../platform/shared-film.ts'
import { sharingContract } from './contract.ts'
import { env } from './env.ts'
import { errors } from './errors.ts'
import { robotsTxt, sitemapXml } from './for-search-engines.ts'
import { frontPage } from './front-page.ts'
import { forHalfAMinute, handOut } from './hand-out.ts'
import { firstPosters, listedFilms } from './listed-films.ts'
import { mayShow } from './may-show.ts'
import { filmIn, oembedOf } from './oembed.ts'
import { originOf as originFor } from './origin-of.ts'
import { pageOfChannel } from './page-of-channel.ts'
import { pageOfFilm } from './page-of-film.ts'
import { shellIn } from './shell.ts'
import { troublePage } from './trouble-page.ts'

const { WEB_BUCKET, SITE } = readEnv(env)
const shell = shellIn(WEB_BUCKET)
const originOf = originFor(SITE)

const forAnHour = { 'cache-control': 'public, max-age=300, s-maxage=3600' }

export const handler = api(sharingContract, {
  page: ({ params, request }) => handOut(shell(request.now), filmAt(params.id), (html, film) => ({
    status: maySee(film, false) ? 200 : 404,
    page: pageOfFilm({ shell: html, film: mayShow(film), origin: originOf(request) }),
  })),
  channel: ({ params, request }) => handOut(shell(request.now), channelCalled(params.handle.toLowerCase()), (html, channel) => ({
    status: channel ? 200 : 404,
    page: pageOfChannel({ shell: html, channel, origin: originOf(request) }),
  })),
  front: ({ request }) => handOut(shell(request.now), firstPosters(), (html, posters) => ({ status: 200, page: frontPage({ shell: html, posters, origin: originOf(request) }) })),
  robots: async ({ request }) => answer(200, robotsTxt(originOf(request)), { headers: { ...forAnHour, 'content-type': 'text/plain; charset=utf-8' } }),
  sitemap: async ({ request }) => answer(200, sitemapXml(await listedFilms(), originOf(request)), { headers: { ...forAnHour, 'content-type': 'application/xml; charset=utf-8' } }),
  async oembed({ query, request }) {
    if (query.format === 'xml') throw errors.json_only()
    const origin = originOf(request)
    const id = filmIn(query.url, origin)
    const film = id && mayShow(await filmAt(id))
    if (!film) throw errors.nothing_to_embed()
    return answer(200, oembedOf(film, origin, query), { headers: forHalfAMinute })
  },
}, { platform: platformFromEnv(), troublePage })

async function filmAt(id: string) {
  if (!/^vid_[0-9a-zA-Z]{20,40}$/.test(id)) return null
  const [film] = await readTogether([FilmReference.build(BatchGetRequest).key({ id })])
  return film ?? null
}

async function channelCalled(handle: string) {
  if (!/^[a-z0-9._-]{3,30}$/.test(handle)) return null
  const [known] = await readTogether([HandleReference.build(BatchGetRequest).key({ handle })])
  const [channel] = known ? await readTogether([ChannelPageReference.build(BatchGetRequest).key({ id: known.channelId })]) : []
  return channel ?? null
}
