/**
 * `virtual:routes`: what a client needs to know of every contract, its routes without their schemas, so that the
 * first page need not bring a validation library along. Forms import the contracts themselves.
 */
import type { Plugin } from 'vite'
import { authContract } from '../functions/auth/contract.ts'
import { channelsContract } from '../functions/channels/contract.ts'
import { playbackContract } from '../functions/playback/contract.ts'
import type { ContractShape } from '../functions/platform/contract.ts'
import { videosContract } from '../functions/videos/contract.ts'

const id = 'virtual:routes'

const routesOf = ({ domain, routes }: ContractShape) =>
  [domain, { domain, routes: Object.fromEntries(Object.entries(routes).map(([name, { method, path, body }]) => [name, { method, path, ...(body && { body: true }) }])) }] as const

export const routesOnly = (): Plugin => ({
  name: 'playhouse:routes-only',
  resolveId: asked => (asked === id ? `\0${id}` : undefined),
  load: asked => (asked === `\0${id}` ? `export default ${JSON.stringify(Object.fromEntries([authContract, channelsContract, playbackContract, videosContract].map(routesOf)))}` : undefined),
})
