/** What each operation needs to be allowed. */
import type { ApiRequest, Permission } from '../plugin.ts'
import type { Bucket } from './model.ts'

type Asker = Pick<ApiRequest, 'presigned' | 'caller'> | undefined

/**
 * Loopback stands for TLS: everything that reaches this endpoint came from this machine, so statements that
 * deny what is not `aws:SecureTransport` are satisfied, as they are for every https client of AWS.
 */
const contextOf = (asker: Asker): Record<string, string> => ({
  'aws:SecureTransport': 'true',
  's3:TlsVersion': '1.3',
  ...(asker ? { 's3:authType': asker.presigned ? 'REST-QUERY-STRING' : 'REST-HEADER', 's3:signatureversion': 'AWS4-HMAC-SHA256' } : {}),
})

/** An action on an object. */
export const onObject = (action: string, bucket: Bucket, key: string, asker?: Asker): Permission => ({
  action: `s3:${action}`,
  resource: `${bucket.arn}/${key}`,
  context: contextOf(asker),
  ...(bucket.policy ? { resourcePolicy: bucket.policy } : {}),
})

/** An action on the bucket itself; `query` are the parameters that are condition keys (`s3:prefix` …), present only if sent. */
export const onBucket = (action: string, bucket: Bucket, asker?: Asker, query?: URLSearchParams): Permission => ({
  action: `s3:${action}`,
  resource: bucket.arn,
  context: {
    ...contextOf(asker),
    ...Object.fromEntries(['prefix', 'delimiter', 'max-keys'].flatMap(name => {
      const value = query?.get(name)
      return value === null || value === undefined ? [] : [[`s3:${name}`, value]]
    })),
  },
  ...(bucket.policy ? { resourcePolicy: bucket.policy } : {}),
})
