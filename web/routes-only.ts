/**
 * `virtual:routes`: what a client needs to know of the contracts, their routes without their schemas, so that the
 * first page need not bring a validation library along. Forms import the contracts themselves.
 * `virtual:staff-routes`: the same of what only staff call, so that nobody else loads it.
 */
import type { Plugin } from 'vite'
import { auditContract } from '../functions/audit/contract.ts'
import { authContract } from '../functions/auth/contract.ts'
import { channelsContract } from '../functions/channels/contract.ts'
import { picturesContract } from '../functions/pictures/contract.ts'
import { playbackContract } from '../functions/playback/contract.ts'
import type { ContractShape } from '../functions/platform/contract.ts'
import { systemContract } from '../functions/system/contract.ts'
import { usersContract } from '../functions/users/contract.ts'
import { videosContract } from '../functions/videos/contract.ts'

const modules: Readonly<Record<string, readonly ContractShape[]>> = {
  'virtual:routes': [authContract, channelsContract, picturesContract, playbackContract, videosContract],
  'virtual:staff-routes': [auditContract, systemContract, usersContract],
}

const routesOf = ({ domain, routes }: ContractShape) =>
  [domain, { domain, routes: Object.fromEntries(Object.entries(routes).map(([name, { method, path, body, bytes }]) => [name, { method, path, ...(body && { body: true }), ...(bytes && { bytes: true }) }])) }] as const

export const routesOnly = (): Plugin => ({
  name: 'playhouse:routes-only',
  resolveId: asked => (asked in modules ? `\0${asked}` : undefined),
  load(asked) {
    const contracts = asked.startsWith('\0') ? modules[asked.slice(1)] : undefined
    return contracts && `export default ${JSON.stringify(Object.fromEntries(contracts.map(routesOf)))}`
  },
})
