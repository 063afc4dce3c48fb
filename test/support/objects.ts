/** What lies in the house's buckets, seen as its operator. */
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { inject } from 'vitest'

/** Keys in any bucket that contain this text. */
export async function objectsNamed(part: string): Promise<string[]> {
  const { endpoint, operator, frontDoor } = inject('house')
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials: operator, forcePathStyle: true })
  const { items } = await (await fetch(`${frontDoor}/_local/buckets.json`)).json() as { items: { name: string }[] }
  const keys: string[] = []
  for (const { name: Bucket } of items) {
    for (let ContinuationToken: string | undefined, more = true; more;) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }))
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!))
      more = page.IsTruncated === true
      ContinuationToken = page.NextContinuationToken
    }
  }
  s3.destroy()
  return keys.filter(key => key.includes(part))
}
