/** What lies in the house's buckets, seen as its operator. */
import { ListMultipartUploadsCommand, ListObjectsV2Command, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import { inject } from 'vitest'
import type { Operator } from './operator.ts'

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

/** Keys in any bucket of the operator's house that contain this text, of objects and of open uploads. */
export async function everythingNamed(operator: Operator, part: string): Promise<string[]> {
  const s3 = new S3Client({ ...operator.client, forcePathStyle: true })
  try {
    const { items } = await operator.see('buckets') as { items: { name: string }[] }
    const keys = await Promise.all(items.map(async ({ name: Bucket }) => {
      const found: string[] = []
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) found.push(...Contents.map(({ Key }) => Key!))
      for (const { Key } of (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []) found.push(Key!)
      return found
    }))
    return keys.flat().filter(key => key.includes(part))
  } finally {
    s3.destroy()
  }
}
