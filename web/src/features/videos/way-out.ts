import type { Video } from '../../../../functions/videos/contract.ts'

/** These fail again with the same file: another one must be sent. */
const needAnotherFile = new Set(['not_a_film', 'no_picture', 'too_short', 'too_large_picture', 'too_small_picture', 'too_long', 'size_mismatch', 'source_missing', 'upload_abandoned'])

/** What its owner may do about a film that failed, or that is ready and lacks qualities, which it says by a reason too. */
export function wayOut({ mine, progress }: Pick<Video, 'mine' | 'progress'>): 'try-again' | 'send-another' | null {
  if (!mine || !progress?.reason) return null
  return needAnotherFile.has(progress.reason.code) ? 'send-another' : 'try-again'
}
