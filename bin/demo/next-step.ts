/** What the next start does about a demo film, by how an earlier one left it. Pure. */
import type { Video } from '../../functions/videos/contract.ts'

export type Step = 'announce' | 'resume' | 'retry' | 'nothing'

export function nextStep(known: Pick<Video, 'processing'> | undefined): Step {
  switch (known?.processing) {
    case undefined: return 'announce'
    case 'uploading': return 'resume'
    case 'failed': return 'retry'
    default: return 'nothing'
  }
}
