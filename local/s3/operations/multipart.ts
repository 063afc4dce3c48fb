/** CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload. Their lists are in listing-operations.ts. */
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ApiResponse } from '../../plugin.ts'
import { checksumElement, checksumHeader, checksumXml, compositeChecksum, multipartEtag } from '../wire/checksum-headers.ts'
import { badDigest, entityTooSmall, invalidArgument, invalidPart, invalidPartOrder, invalidRequest, malformedXml, noSuchUpload, notImplemented, operationAborted } from '../wire/errors.ts'
import { checksumAlgorithms } from '../model.ts'
import type { Bucket, ChecksumAlgorithm, Part, StoredObject, Upload } from '../model.ts'
import { headersToStore } from '../wire/object-headers.ts'
import { storeObject } from '../objects.ts'
import type { S3 } from '../objects.ts'
import { mayWrite } from '../wire/preconditions.ts'
import { announcedBy, checksumIn, receiveBytes } from '../store/receive-bytes.ts'
import type { S3Request } from '../wire/request.ts'
import { fromXml, toXml } from '../wire/xml.ts'

export const MIN_PART_BYTES = 5 * 1024 ** 2
const MAX_PARTS = 10_000
const READ_BUFFER_BYTES = 1024 * 1024
const xmlType = { 'content-type': 'application/xml' }

export const createUpload = (s3: S3, { held, key, request }: S3Request): ApiResponse => {
  const asked = request.headers['x-amz-checksum-algorithm']
  const checksumAlgorithm = asked === undefined ? undefined : checksumAlgorithms.find(one => one === String(asked).toLowerCase())
  if (asked !== undefined && !checksumAlgorithm) throw invalidRequest('Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]')
  if (request.headers['x-amz-checksum-type'] === 'FULL_OBJECT') throw notImplemented('checksums of type FULL_OBJECT for multipart uploads')
  const upload = { id: randomBytes(48).toString('base64url'), key, initiated: s3.cloud.now().toISOString(), headers: headersToStore(request.headers), checksumAlgorithm }
  held.store.commit({ do: 'begin', upload })
  return {
    status: 200,
    headers: { ...xmlType, ...(checksumAlgorithm ? { 'x-amz-checksum-algorithm': checksumAlgorithm.toUpperCase(), 'x-amz-checksum-type': 'COMPOSITE' } : {}) },
    body: toXml('InitiateMultipartUploadResult', { Bucket: held.name, Key: key, UploadId: upload.id }),
  }
}

export const uploadPart = async (s3: S3, { held, key, query, request }: S3Request): Promise<ApiResponse> => {
  const upload = findUpload(held, key, query)
  const number = Number(query.get('partNumber'))
  if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) {
    throw invalidArgument('partNumber', query.get('partNumber') ?? '', 'Part number must be an integer between 1 and 10000, inclusive')
  }
  const announced = announcedBy(request.headers)
  const bytes = held.store.newBytes()
  const { size, md5, checksum } = await receiveBytes(request.body, held.store.pathOf(bytes), { ...announced, compute: announced.compute ?? upload.checksumAlgorithm, trailing: () => checksumIn(request.headers) })
  // It took a while: the upload may have been aborted or completed, and its parts must not change while they are joined.
  const gone = held.store.uploads.get(upload.id) !== upload
  if (gone || held.store.completing.has(upload.id)) {
    held.store.discard(bytes)
    throw gone ? noSuchUpload(upload.id) : operationAborted()
  }
  held.store.commit({ do: 'part', upload: upload.id, part: { number, bytes, size, etag: md5, modified: s3.cloud.now().toISOString(), checksum } })
  return { status: 200, headers: { etag: `"${md5}"`, ...checksumHeader(checksum) } }
}

/**
 * Joins the parts. Completing again with the same parts answers the same for a day, as AWS does for some hours:
 * a client whose answer was lost must be able to ask again. With other parts, or once the object has been
 * replaced or deleted, it is NoSuchUpload.
 */
export const completeUpload = async (s3: S3, asked: S3Request): Promise<ApiResponse> => {
  const { held, key, query, request } = asked
  const wanted = wantedParts(await request.text(), query)
  const id = query.get('uploadId') ?? ''
  // Two at once: the second one waits and then finds it done.
  while (held.store.completing.has(id)) await held.store.completing.get(id)?.catch(() => {})

  const before = completedBefore(held, key, id, wanted)
  if (before) return completion(s3, asked, before)

  const upload = findUpload(held, key, query)
  const parts = partsFor(upload, wanted)
  mayWrite(request.headers, key, held.store.objects.get(key))
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  const announcedSize = request.headers['x-amz-mp-object-size']
  if (announcedSize !== undefined && Number(announcedSize) !== size) throw invalidRequest(`The provided 'x-amz-mp-object-size' header does not match what was computed: ${size}`)

  const joining = (async () => {
    const bytes = await joinParts(held, parts)
    try {
      if (held.store.uploads.get(id) !== upload) throw noSuchUpload(id)
      return storeObject(s3, held, { key, bytes, size, etag: multipartEtag(parts), headers: upload.headers, checksum: compositeChecksum(upload.checksumAlgorithm, parts) }, {
        reason: 'CompleteMultipartUpload',
        cause: request,
        conditions: request.headers,
        completes: { id, parts: fingerprint(wanted) },
      })
    } catch (error) {
      if (parts.length > 1) held.store.discard(bytes)
      throw error
    }
  })()
  held.store.completing.set(id, joining)
  try {
    return completion(s3, asked, await joining)
  } finally {
    held.store.completing.delete(id)
  }
}

export const abortUpload = async (_s3: S3, { held, key, query }: S3Request): Promise<ApiResponse> => {
  const id = query.get('uploadId') ?? ''
  await held.store.completing.get(id)?.catch(() => {})
  // Nothing to abort any more; AWS answers 204 here for as long as it remembers the completion.
  if (held.store.completed.get(id)?.key === key) return { status: 204 }
  held.store.commit({ do: 'abort', upload: findUpload(held, key, query).id })
  return { status: 204 }
}

export const findUpload = (held: Bucket, key: string, query: URLSearchParams): Upload => {
  const id = query.get('uploadId') ?? ''
  const upload = held.store.uploads.get(id)
  if (!upload || upload.key !== key) throw noSuchUpload(id)
  return upload
}

interface WantedPart { readonly number: number; readonly etag: string; readonly checksums: Partial<Record<ChecksumAlgorithm, string>> }

const wantedParts = (body: string, query: URLSearchParams): WantedPart[] => {
  const { Part: entries } = fromXml(body, 'CompleteMultipartUpload')
  if (!Array.isArray(entries) || entries.length > MAX_PARTS) throw malformedXml()
  const wanted = (entries as Record<string, string>[]).map(entry => {
    const number = Number(entry.PartNumber)
    if (!Number.isInteger(number) || number < 1 || typeof entry.ETag !== 'string') throw malformedXml()
    return {
      number,
      etag: entry.ETag.trim().replace(/^"(.*)"$/, '$1'),
      checksums: Object.fromEntries(checksumAlgorithms.flatMap(one => {
        const value = entry[checksumElement(one)]
        return value === undefined ? [] : [[one, value]]
      })),
    }
  })
  if (wanted.some((part, index) => index > 0 && part.number <= (wanted[index - 1]?.number ?? 0))) throw invalidPartOrder(query.get('uploadId') ?? '')
  return wanted
}

const fingerprint = (wanted: readonly WantedPart[]): string => wanted.map(part => `${part.number}:${part.etag}`).join()

const completedBefore = (held: Bucket, key: string, id: string, wanted: readonly WantedPart[]): StoredObject | undefined => {
  const done = held.store.completed.get(id)
  const object = held.store.objects.get(key)
  return done && object && done.key === key && done.sequencer === object.sequencer && done.parts === fingerprint(wanted) ? object : undefined
}

/** The stored parts that were named. Parts that were not named are dropped with the upload. */
const partsFor = (upload: Upload, wanted: readonly WantedPart[]): Part[] => {
  const parts = wanted.map(({ number, etag, checksums }) => {
    const part = upload.parts.get(number)
    if (!part || part.etag !== etag) throw invalidPart(upload.id, number, etag)
    for (const [algorithm, value] of Object.entries(checksums)) {
      if (part.checksum?.algorithm === algorithm && part.checksum.value !== value) throw badDigest(algorithm.toUpperCase())
    }
    if (upload.checksumAlgorithm && checksums[upload.checksumAlgorithm] === undefined) {
      throw invalidRequest(`The upload was created using a ${upload.checksumAlgorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`)
    }
    return part
  })
  for (const part of parts.slice(0, -1)) {
    if (part.size < MIN_PART_BYTES) throw entityTooSmall(part.number, part.etag, part.size, MIN_PART_BYTES)
  }
  return parts
}

/** One file of all parts; a single part already is one. A kill in the middle leaves the parts as they were. */
const joinParts = async (held: Bucket, parts: readonly Part[]): Promise<string> => {
  const [first] = parts
  if (parts.length === 1 && first) return first.bytes
  const bytes = held.store.newBytes()
  try {
    await pipeline(Readable.from(bytesOf(held, parts)), createWriteStream(held.store.pathOf(bytes), { flags: 'wx', mode: 0o444 }))
  } catch (error) {
    held.store.discard(bytes)
    throw error
  }
  return bytes
}

async function* bytesOf(held: Bucket, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield* createReadStream(held.store.pathOf(part.bytes), { highWaterMark: READ_BUFFER_BYTES })
}

const completion = (s3: S3, { held, key }: S3Request, object: StoredObject): ApiResponse => ({
  status: 200,
  headers: xmlType,
  body: toXml('CompleteMultipartUploadResult', {
    Location: `${s3.cloud.endpoint}/${held.name}/${encodeURIComponent(key)}`,
    Bucket: held.name,
    Key: key,
    ETag: `"${object.etag}"`,
    ...checksumXml(object.checksum),
  }),
})
