/** Somebody signed out, under a name that gives neither their address nor their browser away. Pure. */
import { createHmac } from 'node:crypto'

/** Where a request came from, as it tells itself. */
export interface Caller {
  /** The address, as it is counted: a household is one. */
  readonly address: string
  readonly userAgent: string
}

const prefix = 'visitor_'
const partLength = 16

/** The same for the same browser at the same address. Begins with the name of its household, for a browser names itself as it likes. */
export function visitorAt({ address, userAgent }: Caller, salt: string): string {
  const part = (text: string) => createHmac('sha256', salt).update(text).digest('base64url').slice(0, partLength)
  return prefix + part(`household ${address}`) + part(`visitor ${address} ${userAgent}`)
}

/** Null for a person. */
export const householdOf = (viewer: string): string | null => (viewer.startsWith(prefix) ? viewer.slice(0, prefix.length + partLength) : null)
