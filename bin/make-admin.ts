/**
 * The first admin of a new installation: `npm run make-admin -- --email ana@example.org --stage dev`.
 * Without a stage it is the house on this machine (PORT and PLAYHOUSE_STATE as for npm start). The person has signed up and
 * confirmed their address before; the role counts from their next sign-in. Later admins are made by admins.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './hash-of.ts'
import { joinGroup } from './join-group.ts'

function refuse(why: string): never {
  console.error(why)
  process.exit(1)
}

const { values: { email, stage } } = parseArgs({ options: { email: { type: 'string' }, stage: { type: 'string', default: 'local' } } })
if (!email) refuse('Say who: npm run make-admin -- --email ana@example.org [--stage dev]')

try {
  // On AWS the operator's own credentials count, from the environment or profile, as for deploying.
  await joinGroup(stage === 'local' ? houseOnThisMachine() : { region: 'us-east-1' }, { email, group: 'admin', stage })
  console.log(`${email} is an admin from their next sign-in.`)
} catch (problem) {
  const { name, message, code } = problem as Error & { code?: string }
  if (name === 'UserNotFoundException') refuse(`Nobody here has the address ${email}. Sign up and confirm it first.`)
  refuse(code === 'ECONNREFUSED' || code === 'ENOENT' ? 'No house is open on this machine. Start it (npm start), or name a stage.' : message)
}

function houseOnThisMachine() {
  const keys = JSON.parse(readFileSync(join(process.env.PLAYHOUSE_STATE ?? join(root, '.playhouse'), 'iam/keys.json'), 'utf8')) as Record<'operator', { accessKeyId: string; secretAccessKey: string }>
  return { region: 'us-east-1', endpoint: `http://127.0.0.1:${Number(process.env.PORT ?? 4000) + 1}`, credentials: keys.operator }
}
