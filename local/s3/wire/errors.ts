/** S3's refusals, with the codes, statuses and sentences of AWS. */
import { AwsError } from '../../plugin.ts'

export const noSuchBucket = (bucket: string) =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket })
export const noSuchKey = (key: string) =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key })
export const noSuchUpload = (uploadId: string) =>
  new AwsError('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', 404, { UploadId: uploadId })
export const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, { Condition: condition })
export const invalidArgument = (name: string, value: string, message: string) =>
  new AwsError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value })
export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message, 400)
export const invalidRange = (asked: string, size: number) =>
  new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, { RangeRequested: asked, ActualObjectSize: size })
export const incompleteBody = () =>
  new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header', 400)
export const missingContentLength = () =>
  new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411)
export const entityTooLarge = (max: number) =>
  new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, { MaxSizeAllowed: max })
export const entityTooSmall = (part: number, etag: string, size: number, min: number) =>
  new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, { PartNumber: part, ETag: etag, ProposedSize: size, MinSizeAllowed: min })
export const badDigest = (what: string) =>
  new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`, 400)
export const invalidDigest = (what: string) =>
  new AwsError(what === 'Content-MD5' ? 'InvalidDigest' : 'InvalidRequest', what === 'Content-MD5' ? 'The Content-MD5 you specified was invalid.' : `Value for ${what} header is invalid.`, 400)
export const keyTooLong = (size: number) =>
  new AwsError('KeyTooLongError', 'Your key is too long', 400, { Size: size, MaxSizeAllowed: 1024 })
export const malformedXml = () =>
  new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema', 400)
export const invalidPart = (uploadId: string, part: number, etag: string) =>
  new AwsError('InvalidPart', "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.", 400, { UploadId: uploadId, PartNumber: part, ETag: etag })
export const invalidPartOrder = (uploadId: string) =>
  new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.', 400, { UploadId: uploadId })
export const operationAborted = () =>
  new AwsError('OperationAborted', 'A conflicting conditional operation is currently in progress against this resource. Please try again.', 409)
export const metadataTooLarge = (size: number) =>
  new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, { Size: size, MaxSizeAllowed: 2048 })
/** Ours, not S3's: S3 would do it and the local cloud does not, so it says so rather than pretend. */
export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `The local cloud's S3 does not implement ${what}.`, 501)
export const corsRefused = (message: string) => new AwsError('AccessForbidden', message, 403)
