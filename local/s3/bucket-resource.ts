/** AWS::S3::Bucket and AWS::S3::BucketPolicy: from template properties to a bucket that serves. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Cloud, PolicyDocument, Realised, Resource } from '../plugin.ts'
import { BucketStore } from './store/bucket-store.ts'
import type { CorsRule } from './wire/cors.ts'
import { lifecycleRules } from './lifecycle.ts'
import type { Bucket } from './model.ts'

/**
 * Encryption, ownership and the public access block have no meaning on a laptop: nothing here is public, and
 * nobody else owns anything. Versioning is accepted, but old versions are not kept and a delete deletes.
 */
export const realiseBucket = (cloud: Cloud, buckets: Map<string, Bucket>, resource: Resource): Realised => {
  const { properties } = resource
  const name: string = properties.BucketName ?? physicalName(resource)
  if (buckets.has(name)) throw new Error(`Two resources want the bucket "${name}"; the second one is ${resource.path}.`)
  buckets.set(name, {
    name,
    arn: `arn:aws:s3:::${name}`,
    store: new BucketStore(join(cloud.stateDir, 's3', name), cloud.now()),
    cors: corsRules(cloud, properties.CorsConfiguration?.CorsRules),
    lifecycle: lifecycleRules(properties.LifecycleConfiguration),
    notifies: notifiesEventBridge(resource),
  })
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${cloud.region}.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${cloud.region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${cloud.region}.amazonaws.com`,
    },
  }
}

export const realiseBucketPolicy = (buckets: ReadonlyMap<string, Bucket>, resource: Resource): Realised => {
  const name: string = resource.properties.Bucket
  const bucket = buckets.get(name)
  if (!bucket) throw new Error(`${resource.path} is the policy of "${name}", which is no bucket of this cloud.`)
  if (bucket.policy) throw new Error(`The bucket "${name}" already has a policy; a bucket has one, and ${resource.path} is a second.`)
  bucket.policy = resource.properties.PolicyDocument as PolicyDocument
  return { ref: name }
}

/** As CloudFormation names them, but the same on every machine. At most 63 characters of a-z, 0-9 and hyphens. */
const physicalName = ({ stack, logicalId }: Resource): string => {
  const hash = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 12)
  const words = `${stack}-${logicalId}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+/, '').slice(0, 50).replace(/-+$/, '')
  return `${words}-${hash}`
}

/** Origins of AWS (`https://….cloudfront.net`) are served from loopback here. */
const corsRules = (cloud: Cloud, rules: readonly CorsRule[] = []): CorsRule[] =>
  rules.map(rule => ({ ...rule, AllowedOrigins: rule.AllowedOrigins.map(origin => cloud.toLocal(origin)) }))

/** Only EventBridge: a queue, topic or function named as a direct target would otherwise be silently ignored. */
const notifiesEventBridge = ({ properties, path }: Resource): boolean => {
  const configuration: Record<string, any> = properties.NotificationConfiguration ?? {}
  const direct = ['LambdaConfigurations', 'QueueConfigurations', 'TopicConfigurations'].find(kind => configuration[kind]?.length > 0)
  if (direct) throw new Error(`${path} notifies by ${direct}; the local cloud's S3 notifies EventBridge only.`)
  // CDK writes an empty object, the schema also knows EventBridgeEnabled.
  const eventBridge = configuration.EventBridgeConfiguration
  return eventBridge !== undefined && String(eventBridge.EventBridgeEnabled ?? true) === 'true'
}
