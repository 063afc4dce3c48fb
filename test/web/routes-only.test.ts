import routes from 'virtual:routes'
import staffRoutes from 'virtual:staff-routes'
import { expect, test } from 'vitest'
import { auditContract } from '../../functions/audit/contract.ts'
import { authContract } from '../../functions/auth/contract.ts'
import { channelsContract } from '../../functions/channels/contract.ts'
import { playbackContract } from '../../functions/playback/contract.ts'
import { systemContract } from '../../functions/system/contract.ts'
import { usersContract } from '../../functions/users/contract.ts'
import { videosContract } from '../../functions/videos/contract.ts'

test.each([authContract, channelsContract, playbackContract, videosContract, auditContract, systemContract, usersContract])('the client knows every route of $domain as the contract has it', contract => {
  const known = { ...routes, ...staffRoutes }[contract.domain].routes as Record<string, { method: string; path: string; body?: unknown }>
  expect(Object.keys(known)).toEqual(Object.keys(contract.routes))
  for (const [name, route] of Object.entries(contract.routes)) expect({ name, method: known[name]!.method, path: known[name]!.path, body: Boolean(known[name]!.body) }).toEqual({ name, method: route.method, path: route.path, body: 'body' in route })
})

test('no schema travels to the browser', () => {
  expect(JSON.stringify([routes, staffRoutes])).not.toMatch(/zod|_def|"def"/)
})
