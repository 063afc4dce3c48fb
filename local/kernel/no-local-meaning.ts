/**
 * The short list of what the templates hold and a laptop has no use for. Everything else must be realised by a
 * plugin, so nothing is skipped in silence: an entry here needs its reason.
 */
import type { Realised } from '../plugin.ts'

const TYPES: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'tells AWS which constructs an app uses',
  'AWS::CloudWatch::CompositeAlarm': 'an alarm over alarms',
  'AWS::CloudWatch::Dashboard': 'a picture of metrics that do not exist here; /_local shows what happens',
  'AWS::Logs::LogGroup': 'logs go to the console and /_local, kept as long as the process',
  'AWS::Logs::ResourcePolicy': 'says who may write to log groups',
  'AWS::Logs::MetricFilter': 'metrics out of logs',
  'AWS::Logs::QueryDefinition': 'a saved question to log groups',
  'AWS::WAFv2::WebACL': 'guards against the internet; its rules are checked when the stacks are synthesized',
  'AWS::WAFv2::WebACLAssociation': 'ties the above to a resource',
  'AWS::WAFv2::LoggingConfiguration': 'logs of the above',
  'AWS::Budgets::Budget': 'a laptop sends no bill',
  'AWS::Lambda::LayerVersion': 'only the provider of bucket deployments has one (the AWS CLI), and that provider does not run here',
  'AWS::ApiGateway::Account': 'lets API Gateway write its logs',
  'Custom::S3AutoDeleteObjects': 'empties a bucket when a stack is destroyed; here `npm run reset` does',
  'Custom::LogRetention': 'how long log groups are kept',
}

/**
 * Functions that CDK adds to serve its own custom resources while CloudFormation deploys, by the name they have in
 * `aws:cdk:path`. They, their roles and policies are no part of the running product.
 */
const DEPLOYMENT_PROVIDERS: Readonly<Record<string, string>> = {
  'Custom::S3AutoDeleteObjectsCustomResourceProvider': 'see Custom::S3AutoDeleteObjects',
  'Custom::CDKBucketDeployment': 'the web-deployment plugin copies the files itself',
  'LogRetention': 'see Custom::LogRetention',
}

/** Why a resource is not realised, or undefined when it must be. */
export function noLocalMeaning(type: string, path: string): string | undefined {
  if (TYPES[type]) return TYPES[type]
  // The custom resource itself (Custom::CDKBucketDeployment) has the provider's name as its type, never in its path.
  const provider = Object.keys(DEPLOYMENT_PROVIDERS).find(name => path.split('/').some(part => part.startsWith(name)))
  return provider && !type.startsWith('Custom::') ? DEPLOYMENT_PROVIDERS[provider] : undefined
}

/** Answers Ref and any GetAtt of such a resource with something that reads well where it ends up. */
export const standIn = (logicalId: string): Realised => ({
  ref: logicalId,
  attributes: new Proxy({}, { get: (_, name) => (typeof name === 'string' ? `arn:aws:none:us-east-1:000000000000:${logicalId}` : undefined), has: () => true }),
})
