/** Objects in the films bucket, by plain signed requests: the SDK's client of S3 would be half of what these functions load. */
import { awsClient } from './aws-fetch.ts'

export function pictureBucket(name: string) {
  const client = awsClient('s3')
  // Path-style where an endpoint is configured, the bucket's own host on AWS.
  const custom = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL
  const at = custom ? `${custom}/${name}` : `https://${name}.s3.${process.env.AWS_REGION}.amazonaws.com`
  const ask = async (method: 'PUT' | 'DELETE', key: string, init: RequestInit = {}) => {
    const response = await client.fetch(`${at}/${key}`, { ...init, method, signal: AbortSignal.timeout(5000) })
    if (!response.ok) throw new Error(`S3 answered ${response.status} to ${method} ${key}: ${(await response.text()).slice(0, 300)}`)
  }
  return {
    /** Under its name there is never another picture. */
    write: (key: string, jpeg: Uint8Array) => ask('PUT', key, { body: jpeg as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=31536000, immutable' } }),
    /** Harmless when there is none. */
    remove: (key: string) => ask('DELETE', key),
  }
}
