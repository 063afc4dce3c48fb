/** Sends a file's parts straight to their signed addresses, a few at a time; goes on from what has already arrived. */
import { open } from 'node:fs/promises'
import type { House } from './house.ts'

const partsAtOnce = 4
const triesPerPart = 4

export interface UploadOptions { onProgress?(sentBytes: number, totalBytes: number): void; /** Stops after this many parts, as a closed laptop would. */ stopAfterParts?: number }

/** Returns how many parts were sent in this run. */
export async function uploadFile(house: House, videoId: string, file: string, { onProgress, stopAfterParts = Infinity }: UploadOptions = {}): Promise<number> {
  const status = await house.videos.uploadStatus({ params: { id: videoId } })
  if (status.state === 'complete') return 0
  const arrived = new Set(status.parts.map(part => part.partNumber))
  const missing = Array.from({ length: status.partCount }, (_, i) => i + 1).filter(number => !arrived.has(number)).slice(0, stopAfterParts)
  let sent = status.parts.reduce((sum, part) => sum + part.size, 0)
  const handle = await open(file)
  try {
    const worker = async () => {
      for (let partNumber = missing.shift(); partNumber !== undefined; partNumber = missing.shift()) {
        sent += await sendPart(house, videoId, handle, partNumber, status.partSize)
        onProgress?.(sent, status.size)
        count++
      }
    }
    let count = 0
    await Promise.all(Array.from({ length: partsAtOnce }, worker))
    return count
  } finally {
    await handle.close()
  }
}

/** A fresh address for each try: the old one may be what has expired. */
async function sendPart(house: House, id: string, handle: Awaited<ReturnType<typeof open>>, partNumber: number, partSize: number): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const { urls: [part] } = await house.videos.uploadUrls({ params: { id }, body: { partNumbers: [partNumber] } })
    const bytes = Buffer.alloc(part!.size)
    await handle.read(bytes, 0, part!.size, (partNumber - 1) * partSize)
    const response = await fetch(part!.url, { method: 'PUT', body: bytes }).catch((problem: Error) => problem)
    if (response instanceof Response && response.ok) return part!.size
    if (attempt < triesPerPart) continue
    const reason = response instanceof Response ? `${response.status} ${(await response.text()).slice(0, 300)}` : response.message
    throw new Error(`Part ${partNumber} was not taken: ${reason}`)
  }
}
