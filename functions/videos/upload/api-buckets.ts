/** S3 as the API needs it: loaded when somebody uploads or edits. Named imports here, so that the rest of the client is left out of the bundle. */
import { CopyObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { awsClient } from '../../platform/aws-fetch.ts'
import { answeredWithin } from '../../platform/patience.ts'
import { pictureKeys } from '../../platform/pictures.ts'
import { uploadBucket, type UploadBucket } from './upload-bucket.ts'

export interface ApiBuckets { readonly uploads: UploadBucket; putVtt(key: string, vtt: string): Promise<void>; takePicture(pictureId: string, key: string): Promise<void> }

export function apiBuckets({ uploads, films }: { uploads: string; films: string }): ApiBuckets {
  // Path-style where an endpoint is configured, the bucket's own host on AWS.
  const custom = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL
  const endpoint = custom ? `${custom}/${uploads}` : `https://${uploads}.s3.${process.env.AWS_REGION}.amazonaws.com`
  // An empty body's checksum in a presigned address would refuse every upload.
  const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', ...answeredWithin(4000) })
  return {
    uploads: uploadBucket(s3, awsClient('s3'), endpoint, uploads),
    async takePicture(pictureId, key) {
      await s3.send(new CopyObjectCommand({ Bucket: films, CopySource: `${films}/${pictureKeys(pictureId, 'thumbnail')[0]}`, Key: key }))
    },
    async putVtt(key, vtt) {
      // Its name is new with every change: whoever has it may keep it.
      await s3.send(new PutObjectCommand({ Bucket: films, Key: key, Body: vtt, ContentType: 'text/vtt; charset=utf-8', CacheControl: 'max-age=31536000, immutable' }))
    },
  }
}
