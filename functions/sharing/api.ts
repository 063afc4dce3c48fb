import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { answer, api, type RequestFacts } from '../platform/api.ts'
import { readEnv } from '../platform/env.ts'
import { FilmReference } from '../platform/film-reference.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { readTogether } from '../platform/read-together.ts'
import { sharingContract } from './contract.ts'
import { env } from './env.ts'
import { errors } from './errors.ts'
import { robotsTxt, sitemapXml } from './for-search-engines.ts'
import { firstPosters, listedFilms } from './listed-films.ts'
import { mayShow, type Shown } from './may-show.ts'
import { filmIn, oembedOf } from './oembed.ts'
import { frontPage, pageOfFilm } from './page-of-film.ts'
import { shellIn } from './shell.ts'

const shell = shellIn(readEnv(env).WEB_BUCKET)

/** CloudFront keeps these for everybody; browsers ask each time. A film that is taken back is out of its previews as soon. */
const forHalfAMinute = { 'cache-control': 'public, max-age=0, s-maxage=30, stale-if-error=86400' }
const forAnHour = { 'cache-control': 'public, max-age=300, s-maxage=3600' }

export const handler = api(sharingContract, {
  async page({ params, request }) {
    const [html, film] = await Promise.all([shell(request.now), filmShown(params.id)])
    return answer(200, pageOfFilm({ shell: html, film, origin: originOf(request) }), { headers: { ...forHalfAMinute, 'content-type': 'text/html; charset=utf-8' } })
  },
  async front({ request }) {
    const [html, posters] = await Promise.all([shell(request.now), firstPosters()])
    return answer(200, frontPage({ shell: html, posters, origin: originOf(request) }), { headers: { ...forHalfAMinute, 'content-type': 'text/html; charset=utf-8' } })
  },
  robots: async ({ request }) => answer(200, robotsTxt(originOf(request)), { headers: { ...forAnHour, 'content-type': 'text/plain; charset=utf-8' } }),
  sitemap: async ({ request }) => answer(200, sitemapXml(await listedFilms(), originOf(request)), { headers: { ...forAnHour, 'content-type': 'application/xml; charset=utf-8' } }),
  async oembed({ query, request }) {
    if (query.format === 'xml') throw errors.json_only()
    const origin = originOf(request)
    const id = filmIn(query.url, origin)
    const film = id && await filmShown(id)
    if (!film) throw errors.nothing_to_embed()
    return answer(200, oembedOf(film, origin, query), { headers: forHalfAMinute })
  },
}, { platform: platformFromEnv() })

async function filmShown(id: string): Promise<Shown | null> {
  if (!/^vid_[0-9a-zA-Z]{20,40}$/.test(id)) return null
  const [film] = await readTogether([FilmReference.build(BatchGetRequest).key({ id })])
  return mayShow(film)
}

/** Where the house stands for whoever asked. The front door is https everywhere but on a laptop. */
const originOf = ({ host }: RequestFacts) => `${/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) ? 'http' : 'https'}://${host}`
