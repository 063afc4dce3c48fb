/**
 * What the run says about the stacks' permissions. A grant that nothing used is too much; a call that was denied,
 * except where a test provoked it, is a grant too few. Together: pulling any one grant out makes the run fail.
 */
interface Ledger {
  readonly unexercised: readonly { role: string; action: string; resources: readonly string[] }[]
  /** What was denied, newest first, and to whom. */
  readonly denied: readonly { source: string; message: string }[]
}

/** Grants that cannot be used where nothing goes wrong, each with the reason. Keep it short. */
const notInARun: readonly { readonly action: RegExp; readonly why: string }[] = []

export async function judge(frontDoor: string): Promise<void> {
  const response = await fetch(`${frontDoor}/_local/iam.json`)
  if (!response.ok) throw new Error(`The ledger of grants could not be read (${response.status}).`)
  const { unexercised, denied } = await response.json() as Ledger
  const idle = unexercised.filter(({ action }) => !notInARun.some(known => known.action.test(action)))
  const faults = [
    ...idle.map(({ role, action, resources }) => `granted but never exercised: ${role} ${action} on ${resources.join(', ')}`),
    ...denied.map(({ source, message }) => `denied: ${source}: ${message}`),
  ]
  if (faults.length > 0) throw new Error(`The stacks' permissions do not fit what was done:\n${faults.join('\n')}`)
}
