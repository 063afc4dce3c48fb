/**
 * Errors on demand, for what the engine never does by itself: transaction conflicts, throttling, outages.
 * Tests inside the process use `services.tables.injectFault`; tests outside send the operation
 * `PlayhouseLocal.InjectFault` to the endpoint, signed by the operator.
 */
import { AwsError } from '../plugin.ts'

export interface Fault {
  /** `TransactWriteItems` */
  readonly operation: string
  /** Only requests that touch this table. */
  readonly table?: string
  /** Only requests whose JSON contains this text, e.g. a key. */
  readonly containing?: string
  readonly error: { readonly code: string; readonly message: string; readonly status?: number; readonly extra?: Record<string, unknown> }
  readonly times: number
}

/** What DynamoDB answers when two transactions meet on an item. */
export const TRANSACTION_CONFLICT: Fault['error'] = {
  code: 'TransactionCanceledException',
  message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]',
  extra: { CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }] },
}
export const THROTTLED: Fault['error'] = {
  code: 'ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
}

export interface Faults {
  inject(fault: Fault): void
  /** Throws the first fault that is meant for this request. */
  check(operation: string, tables: readonly string[], body: string): void
}

export function createFaults(): Faults {
  let faults: { fault: Fault; left: number }[] = []
  return {
    inject: fault => { faults.push({ fault, left: fault.times }) },
    check: (operation, tables, body) => {
      if (faults.length === 0) return
      const due = faults.find(({ fault }) => fault.operation === operation
        && (fault.table === undefined || tables.includes(fault.table))
        && (fault.containing === undefined || body.includes(fault.containing)))
      if (due === undefined) return
      due.left--
      faults = faults.filter(({ left }) => left > 0)
      const { code, message, status, extra } = due.fault.error
      throw new AwsError(code, message, status, extra)
    },
  }
}
