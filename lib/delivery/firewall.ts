import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'
import { stageAt } from '../constructs/house-stack.ts'

/**
 * Rules of AWS's common set that only count here. They look for markup, addresses and paths in bodies, and
 * refuse bodies above 8 KB: a description may hold all of that. Bodies are JSON that contracts validate, and
 * nothing of them is ever rendered as markup.
 */
const countedOnly = ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY']

const windowSeconds = 300
const slowDown = {
  type: '/api/docs#problem-too_many_requests', title: 'Too fast', status: 429, code: 'too_many_requests',
  detail: 'That were too many calls from one address in five minutes. Wait a little, then try again.',
}
/** Calls of one address to the API in that time. Films are not counted: a house full of viewers is one address. */
const callsPerAddress = 3_000

/** What never reaches the platform. About $9 a month and $0.60 per million requests. */
export class Firewall extends Construct {
  readonly arn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible(`playhouse-${stageAt(this).name}`),
      customResponseBodies: { 'slow-down': { contentType: 'APPLICATION_JSON', content: JSON.stringify(slowDown) } },
      rules: [
        managed(0, 'AWSManagedRulesAmazonIpReputationList'),
        managed(1, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managed(2, 'AWSManagedRulesCommonRuleSet', countedOnly),
        {
          name: 'calls-per-address',
          priority: 3,
          // WAF gives the content type of the body itself, so this is plain JSON, in the words of the API's own 429.
          action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: 'slow-down', responseHeaders: [{ name: 'Retry-After', value: String(windowSeconds) }] } } },
          visibilityConfig: visible('calls-per-address'),
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: callsPerAddress,
              evaluationWindowSec: windowSeconds,
              scopeDownStatement: {
                byteMatchStatement: { fieldToMatch: { uriPath: {} }, positionalConstraint: 'STARTS_WITH', searchString: '/api/', textTransformations: [{ priority: 0, type: 'NONE' }] },
              },
            },
          },
        },
      ],
    })
    this.arn = acl.attrArn
  }
}

const visible = (metricName: string) => ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false })

const managed = (priority: number, name: string, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  visibilityConfig: visible(name),
  statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides: counted.map(rule => ({ name: rule, actionToUse: { count: {} } })) } },
})
