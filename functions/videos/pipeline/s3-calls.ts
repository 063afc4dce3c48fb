/** What several of this domain's views of S3 ask in the same way. */
import { AbortMultipartUploadCommand, DeleteObjectsCommand, HeadObjectCommand, ListObjectsV2Command, NoSuchUpload, NotFound, type S3Client } from '@aws-sdk/client-s3'

/** Bytes, or null when there is no such object. */
export async function objectSize(s3: S3Client, Bucket: string, Key: string): Promise<number | null> {
  try {
    return (await s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? 0
  } catch (problem) {
    if (problem instanceof NotFound) return null
    throw problem
  }
}

/** Harmless when the upload is already over. */
export async function abortUpload(s3: S3Client, Bucket: string, Key: string, UploadId: string): Promise<void> {
  try {
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
  } catch (problem) {
    if (!(problem instanceof NoSuchUpload)) throw problem
  }
}

/** Every key that begins so. */
export async function keysBelow(s3: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const keys: string[] = []
  let ContinuationToken: string | undefined
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }))
    for (const object of page.Contents ?? []) keys.push(object.Key!)
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken)
  return keys
}

/** Deletes everything that begins so, and answers how much that was; may be repeated. */
export async function deleteBelow(s3: S3Client, Bucket: string, prefix: string): Promise<number> {
  const keys = await keysBelow(s3, Bucket, prefix)
  for (let start = 0; start < keys.length; start += 1000) {
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: keys.slice(start, start + 1000).map(Key => ({ Key })) } }))
    if (Errors.length > 0) throw new Error(`${Errors.length} objects below ${prefix} could not be deleted: ${Errors[0]!.Code}`)
  }
  return keys.length
}
