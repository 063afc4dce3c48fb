/** The API, typed by the contracts themselves. Everything goes through TanStack Query: see features/<domain>/queries.ts. */
import routes from 'virtual:routes'
import { contractClient } from '../../functions/platform/contract-client.ts'
import { freshToken, tokenOfNow } from './features/auth/session.ts'

const asMe = { base: '', token: freshToken }
const outlivingThePage = { base: '', token: tokenOfNow, keepalive: true }
export const api = {
  auth: contractClient(routes.auth, asMe),
  channels: contractClient(routes.channels, asMe),
  videos: contractClient(routes.videos, asMe),
  pictures: contractClient(routes.pictures, asMe),
  playback: contractClient(routes.playback, asMe),
  /** Calls that outlive the page and wait for nobody: where somebody was when they left. */
  parting: contractClient(routes.playback, outlivingThePage),
  /** … and what they had given up. */
  partingFilms: contractClient(routes.videos, outlivingThePage),
}

/** What is the same for everybody need not wait until we know who is here. */
export const openApi = { videos: contractClient(routes.videos, { base: '' }) }
