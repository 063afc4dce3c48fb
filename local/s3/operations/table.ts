/**
 * The operations of the local S3: what each must be allowed, and who answers it. What is not in this table is
 * refused (request.ts decides which operation a request is).
 */
import type { ApiResponse, Permission } from '../../plugin.ts'
import { bucketLocation, headBucket, listObjects, listParts, listUploads } from './listings.ts'
import { abortUpload, completeUpload, createUpload, uploadPart } from './multipart.ts'
import { copyObject, copySourceOf, deleteObject, deleteObjects, putObject, readObject } from './objects.ts'
import type { S3 } from '../objects.ts'
import { onBucket, onObject } from '../permissions.ts'
import type { S3Request } from '../wire/request.ts'

export interface Operation {
  needs(asked: S3Request, s3: S3): Permission[]
  answer(s3: S3, asked: S3Request): ApiResponse | Promise<ApiResponse>
}

const object = (action: string) => ({ held, key, request }: S3Request): Permission[] => [onObject(action, held, key, request)]
const bucket = (action: string) => ({ held, query, request }: S3Request): Permission[] => [onBucket(action, held, request, query)]

export const operations: Readonly<Record<string, Operation>> = {
  HeadBucket: { needs: bucket('ListBucket'), answer: headBucket },
  GetBucketLocation: { needs: bucket('GetBucketLocation'), answer: bucketLocation },
  ListObjectsV2: { needs: bucket('ListBucket'), answer: listObjects },
  ListMultipartUploads: { needs: bucket('ListBucketMultipartUploads'), answer: listUploads },

  GetObject: { needs: object('GetObject'), answer: readObject },
  HeadObject: { needs: object('GetObject'), answer: readObject },
  PutObject: { needs: object('PutObject'), answer: putObject },
  CopyObject: {
    needs: (asked, s3) => {
      const from = copySourceOf(s3, asked)
      return [onObject('GetObject', from.bucket, from.key, asked.request), onObject('PutObject', asked.held, asked.key, asked.request)]
    },
    answer: copyObject,
  },
  DeleteObject: { needs: object('DeleteObject'), answer: deleteObject },
  // Asked for each key by the operation itself, since S3 refuses keys one by one.
  DeleteObjects: { needs: () => [], answer: deleteObjects },

  CreateMultipartUpload: { needs: object('PutObject'), answer: createUpload },
  UploadPart: { needs: object('PutObject'), answer: uploadPart },
  CompleteMultipartUpload: { needs: object('PutObject'), answer: completeUpload },
  AbortMultipartUpload: { needs: object('AbortMultipartUpload'), answer: abortUpload },
  ListParts: { needs: object('ListMultipartUploadParts'), answer: listParts },
}
