import type { Video } from '../../../../functions/videos/contract.ts'

/** These fail again with the same file: another one must be sent. */
const needAnotherFile = new Set(['size_mismatch', 'source_missing', 'upload_abandoned', 'no_picture', 'too_large_picture', 'too_long'])
/** Whether its owner may try a film once more: one that failed, or that is ready and lacks qualities, which it says by a reason too. */
export const mayRetry = ({ mine, progress }: Pick<Video, 'mine' | 'progress'>): boolean => mine && Boolean(progress?.reason) && !needAnotherFile.has(progress!.reason!.code)
