import { FFmpegError } from 'node-av/lib'
import type { EngineErrorCode } from './spec.ts'

/** A failure that the engine can name; everything else is `broken`. */
export class EngineError extends Error {
  readonly code: EngineErrorCode
  constructor(code: EngineErrorCode, message: string) {
    super(message)
    this.name = 'EngineError'
    this.code = code
  }
}

/** FFmpeg answers with negative numbers; this turns one into a sentence. Returns the number when it is fine. */
export function check(result: number, doing: string, code: EngineErrorCode = 'broken'): number {
  if (result < 0) throw new EngineError(code, `${doing}: ${FFmpegError.strerror(result)}`)
  return result
}
