/**
 * What AWS asks, us-east-1, in US dollars, without free tiers, volume discounts and taxes. A price that nobody could
 * look up from here says so. Each meter is one of the local cloud's (`/_local/usage.json`), or one of the idle month's.
 */
export interface Price {
  /** Per unit of the meter. */
  readonly usd: number
  readonly per: string
  /** `documents`: from AWS's documents or real bills. `memory`: general knowledge; check it before relying on it. */
  readonly source: 'documents' | 'memory'
}

/** When the table was last gone through. */
export const pricedOn = '2026-11-20'

const million = 1e-6
const each = (usd: number, per: string, source: Price['source'] = 'documents'): Price => ({ usd, per, source })

/** What an operation costs on top of the units it consumes. */
export const prices: Readonly<Record<string, Price>> = {
  'lambda.requests': each(0.20 * million, 'request'),
  'lambda.gb-seconds': each(0.0000133334, 'GB-second, arm64'),
  'httpapi.requests': each(1.00 * million, 'request up to 512 KB'),
  'dynamodb.read-units': each(0.125 * million, 'read unit on demand'),
  'dynamodb.write-units': each(0.625 * million, 'write unit on demand'),
  'events.custom-events': each(1.00 * million, 'event up to 64 KB'),
  'sqs.requests': each(0.40 * million, 'request'),
  'ses.SendEmail': each(0.10 / 1000, 'mail'),
  's3.PutObject': each(0.005 / 1000, 'request'),
  's3.UploadPart': each(0.005 / 1000, 'request'),
  's3.CreateMultipartUpload': each(0.005 / 1000, 'request'),
  's3.CompleteMultipartUpload': each(0.005 / 1000, 'request'),
  's3.CopyObject': each(0.005 / 1000, 'request'),
  's3.ListObjectsV2': each(0.005 / 1000, 'request'),
  's3.ListParts': each(0.005 / 1000, 'request'),
  's3.GetObject': each(0.0004 / 1000, 'request'),
  's3.HeadObject': each(0.0004 / 1000, 'request'),
  's3.gb-months': each(0.023, 'GB and month'),
  'cloudfront.requests': each(0.01 / 10_000, 'HTTPS request, cheapest region'),
  'cloudfront.bytes': each(0.085 / 1e9, 'byte to viewers, first 10 TB'),
  'cloudfront.functions': each(0.10 * million, 'run of an edge function'),
  'cloudfront.key-value-reads': each(0.03 * million, 'read by an edge function', 'memory'),
  'cloudfront-keyvaluestore.requests': each(1.00 / 1000, 'call of the store\'s API', 'memory'),
  'firewall.requests': each(0.60 * million, 'request that the firewall looks at'),
  'mediaconvert.hd-minutes': each(0.015, 'output minute, basic tier, up to 30 frames a second'),
  'mediaconvert.sd-minutes': each(0.0075, 'output minute, basic tier, up to 30 frames a second'),
  'mediaconvert.sound-minutes': each(0.0025, 'output minute of sound alone', 'memory'),
  'mediaconvert.Probe': each(0, 'call', 'memory'),
  'logs.bytes': each(0.50 / 1e9, 'byte taken in'),
  'secretsmanager.requests': each(0.05 / 10_000, 'call'),
  'xray.traces': each(5.00 * million, 'trace recorded'),

  'month.firewall': each(5, 'web ACL and month'),
  'month.firewall-rules': each(1, 'rule and month'),
  'month.secrets': each(0.40, 'secret and month'),
  'month.alarms': each(0.10, 'alarm and month'),
  'month.dashboards': each(3, 'dashboard and month'),
  'month.metrics': each(0.30, 'metric of our own and month', 'memory'),
}

/** Operations for which no bill comes, or which are billed under another meter (given here). */
export const billedAs: Readonly<Record<string, string | null>> = {
  'dynamodb.': null, 'events.': null, 'cognito-idp.': null, 'mediaconvert.': null, 'ssm.': null, 'lambda.': null,
  's3.Delete': null, 's3.Abort': null,
  'secretsmanager.': 'secretsmanager.requests',
  'cloudfront-keyvaluestore.': 'cloudfront-keyvaluestore.requests',
  'sqs.': 'sqs.requests',
}
