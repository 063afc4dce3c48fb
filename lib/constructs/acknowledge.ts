/** Findings of cdk-nag that we accept, each with its reason, written at the construct they are about. */
import { Stack, Validations } from 'aws-cdk-lib'
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js'
import type { IConstruct } from 'constructs'

/** `acknowledge(bucket, { S1: 'why this bucket keeps no access log' })` */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [rule, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason })
}

/**
 * Accepts `*` at the end of these ARNs, and of no others, in the policies below a construct. cdk-nag names
 * such a finding after the *resolved* ARN, which is known only once references across stacks are.
 */
export function acknowledgeWildcards(construct: IConstruct, arns: readonly string[], reason: string): void {
  construct.node.addValidation({
    validate: () => {
      const found = new Set(arns.map(arn => flattenCfnReference(Stack.of(construct).resolve(arn))).filter(arn => arn.includes('*')))
      for (const arn of found) Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arn}]`, reason })
      return []
    },
  })
}
