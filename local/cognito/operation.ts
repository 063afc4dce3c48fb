/** How an operation is declared: who may call it, and its shapes as the SDK declares them. */
import type { Pools } from './pools.ts'

export interface Operation {
  /** `unsigned`: a person's own calls, proven by secret, code or token. `signed`: IAM decides, on the pool's ARN. */
  readonly access: 'unsigned' | 'signed'
  readonly run: (input: object, pools: Pools) => Promise<object>
}
type Operations = Readonly<Record<string, Operation>>

// The wire gives JSON; the SDK's own types say what it holds. Absent members are undefined in them already.
type Run<I, O> = (input: I, pools: Pools) => Promise<Omit<O, '$metadata'>> | Omit<O, '$metadata'>

export const unsigned = <I extends object, O extends object>(run: Run<I, O>): Operation => declare('unsigned', run)
export const signed = <I extends object, O extends object>(run: Run<I, O>): Operation => declare('signed', run)

const declare = <I extends object, O extends object>(access: Operation['access'], run: Run<I, O>): Operation =>
  ({ access, run: async (input, pools) => run(input as I, pools) })

/** The table of all operations; a name declared twice is a mistake. */
export function tableOf(...groups: Operations[]): Operations {
  const table: Record<string, Operation> = Object.create(null)
  for (const [name, operation] of groups.flatMap(group => Object.entries(group))) {
    if (table[name]) throw new Error(`Two groups declare the operation ${name}.`)
    table[name] = operation
  }
  return table
}
