/** How a file is cut into parts for S3: 5 MiB–5 GiB each, 10,000 at most. */

const MiB = 1024 ** 2

/**
 * 16 MiB parts for what people usually upload: few requests, and little to send again after a break.
 * Larger files get larger parts so that 9,000 are enough (S3's 10,000 with room to spare).
 */
export function uploadPlan(size: number): { partSize: number; partCount: number } {
  const partSize = Math.max(16 * MiB, Math.ceil(size / 9_000))
  return { partSize, partCount: Math.max(1, Math.ceil(size / partSize)) }
}

/** Bytes of one part (numbered from 1), or null if the file has no such part. */
export function sizeOfPart(partNumber: number, size: number): number | null {
  const { partSize, partCount } = uploadPlan(size)
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > partCount) return null
  return partNumber < partCount ? partSize : size - partSize * (partCount - 1)
}
