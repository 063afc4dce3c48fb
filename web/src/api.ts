/** The API, typed by the contracts themselves. Everything goes through TanStack Query: see features/<domain>/queries.ts. */
import { authContract } from '../../functions/auth/contract.ts'
import { channelsContract } from '../../functions/channels/contract.ts'
import { playbackContract } from '../../functions/playback/contract.ts'
import { contractClient } from '../../functions/platform/contract-client.ts'
import { videosContract } from '../../functions/videos/contract.ts'
import { freshToken } from './features/auth/session.ts'

const asMe = { base: '', token: freshToken }
export const api = {
  auth: contractClient(authContract, asMe),
  channels: contractClient(channelsContract, asMe),
  videos: contractClient(videosContract, asMe),
  playback: contractClient(playbackContract, asMe),
}

/** What is the same for everybody need not wait until we know who is here. */
export const openApi = {
  videos: contractClient(videosContract, { base: '' }),
  /** Outlives the page, and needs no token: a session's id is proof enough. */
  playback: contractClient(playbackContract, { base: '', fetch: (address, init) => fetch(address, { ...init, keepalive: true }) }),
}
