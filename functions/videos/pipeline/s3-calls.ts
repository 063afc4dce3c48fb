/** What several of this domain's views of S3 ask in the same way. */
import { AbortMultipartUploadCommand, HeadObjectCommand, ListObjectsV2Command, NoSuchUpload, NotFound, type S3Client } from '@aws-sdk/client-s3'

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
