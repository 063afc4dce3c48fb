import type { EventPattern } from 'aws-cdk-lib/aws-events'

/** An erasure calls the domain whose turn it is: when it begins, when the one before has handed on, and again when nobody answers. */
export const erasureAt = (stage: 'films' | 'channels' | 'history' | 'account'): EventPattern =>
  ({ source: ['playhouse.auth'], detailType: ['erasure.requested', 'erasure.advanced'], detail: { stage: [stage] } })
