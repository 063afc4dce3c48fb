/**
 * What the run says about the stacks' permissions. A grant that nothing used is too much; a call that was denied,
 * except where a test provoked it, is a grant too few.
 *
 * The two checks together prove that pulling any one grant (one action on one resource) out makes the run fail. IAM
 * is enforced on every call, and a call exercises a grant only if nothing else would have allowed it: without the grant,
 * that very call would have been denied and stand in `denied`. What was never exercised is reported by name.
 */
import { randomUUID } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Ledger {
  readonly unexercised: readonly { readonly role: string; readonly action: string; readonly resource: string }[]
  readonly denied: readonly { readonly message: string }[]
}

/** Grants that cannot be used in a run, each with the reason. Keep it short: that they are there, test/lib/stacks.test.ts says instead. */
const notInARun: readonly { readonly grant: RegExp; readonly why: string }[] = [
  { grant: /CustomCDKBucketDeployment/, why: 'The CDK\'s own deployment of the web app; its grants are the CDK\'s.' },
  {
    grant: /(system|users|audit|sharing)ApiRole.* dynamodb:UpdateItem on .*Hot/,
    why: 'Instances share a rate bucket once a caller has used a quarter of it: 1,250 calls a minute at the local stage. Every API has this grant from apiFunction, and those with busier or strict routes exercise it.',
  },
  { grant: /(OnInvited|EveryMinuteMail)Role.* ses:Send(Templated)?Email on .*:identity\/[^@]+$/, why: 'SES asks for the sender\'s address where it was verified, else for its domain; a house has the one or the other.' },
]

/**
 * Denials that belong to a working house. The edge may not list the buckets, so S3 refuses it what is not there
 * instead of saying so; whether it may read what is there, every watched film shows.
 */
const expected: readonly RegExp[] = [/^Service: cloudfront\.amazonaws\.com .* s3:ListBucket /]

const read = async (frontDoor: string): Promise<Ledger> => {
  const response = await fetch(`${frontDoor}/_local/iam.json`)
  if (!response.ok) throw new Error(`The ledger of grants could not be read (${response.status}).`)
  return await response.json() as Ledger
}

/** A house that is about to close leaves its ledger for the judgement of the whole run: it stands on the same stacks. */
export const keepLedger = async (frontDoor: string, folder: string): Promise<void> =>
  writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(await read(frontDoor)))

export async function judge(frontDoor: string, folder: string): Promise<void> {
  const others = await Promise.all((await readdir(folder)).map(async file => JSON.parse(await readFile(join(folder, file), 'utf8')) as Ledger))
  const faults = faultsIn([await read(frontDoor), ...others])
  if (faults.length > 0) throw new Error(`The stacks' permissions do not fit what was done:\n${faults.join('\n')}`)
}

/** Idle is what no house used; denied is what any of them refused. */
export function faultsIn(ledgers: readonly Ledger[]): string[] {
  const [first, ...rest] = ledgers.map(({ unexercised }) =>
    unexercised.map(({ role, action, resource }) => `${role} ${action} on ${resource}`).filter(grant => !notInARun.some(known => known.grant.test(grant))))
  const idle = (first ?? []).filter(grant => rest.every(others => others.includes(grant)))
  const denied = ledgers.flatMap(ledger => ledger.denied.map(({ message }) => message)).filter(message => !expected.some(known => known.test(message)))
  return [...idle.map(grant => `granted but never exercised: ${grant}`), ...new Set(denied.map(message => `denied: ${message}`))]
}
