/** Faults of the local cloud, each for one thing only, so that tests beside this one notice nothing. */
import type { Fault } from '../../local/faults/faults.ts'
import { frontDoor } from './actors.ts'

/** From now on, what AWS answers to such a call about this film is this fault. */
export async function inject(fault: Fault & { readonly about: string }): Promise<void> {
  const response = await fetch(`${frontDoor()}/_local/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ inject: fault }) })
  if (!response.ok) throw new Error(`The fault was not taken: ${await response.text()}`)
}
