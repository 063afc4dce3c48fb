/** What the cloud and a function instance tell each other. Events and results travel as JSON text, as in AWS. */

export interface InvokeMessage {
  readonly kind: 'invoke'
  readonly requestId: string
  readonly event: string
  /** Epoch milliseconds at which the instance will be killed. */
  readonly deadline: number
  readonly functionArn: string
  readonly traceId: string
}

/** A fault: an invocation is to believe that it has no time left. */
export interface TimeUpMessage { readonly kind: 'time-up'; readonly requestId: string }

export interface FunctionFailure {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

export type InstanceMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unfit'; readonly failure: FunctionFailure }
  | { readonly kind: 'result'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failure'; readonly requestId: string; readonly failure: FunctionFailure; /** The process ends right after this. */ readonly last?: boolean }

// Every line of output opens with the request it belongs to: output and results travel on different pipes.
export const LINE_OPENS = '\u001e'
export const LINE_OWNER_ENDS = '\u001f'
