/** Checksums on their way out: as headers and as XML elements. */
import { createHash } from 'node:crypto'
import type { Checksum, ChecksumAlgorithm } from '../model.ts'
import { digestFor } from '../store/receive-bytes.ts'

/** `x-amz-checksum-crc32: …` and the type S3 sends beside it. */
export const checksumHeader = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT' } : {}

/** `ChecksumCRC32`, `ChecksumSHA256` … */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm.toUpperCase()}`
export const checksumXml = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { [checksumElement(checksum.algorithm)]: checksum.value } : {}

/** The checksum of the parts' checksums, `-N`; undefined where a part has none or node cannot compute it. */
export const compositeChecksum = (algorithm: ChecksumAlgorithm | undefined, parts: readonly { checksum?: Checksum }[]): Checksum | undefined => {
  const digest = algorithm ? digestFor(algorithm) : null
  if (!algorithm || !digest || parts.some(part => part.checksum?.algorithm !== algorithm)) return undefined
  for (const part of parts) digest.update(Buffer.from(part.checksum?.value ?? '', 'base64'))
  return { algorithm, value: `${digest.base64()}-${parts.length}` }
}

/** As S3 computes it: the MD5 of the parts' MD5s, and how many there were. */
export const multipartEtag = (parts: readonly { etag: string }[]): string => {
  const hash = createHash('md5')
  for (const part of parts) hash.update(Buffer.from(part.etag, 'hex'))
  return `${hash.digest('hex')}-${parts.length}`
}
