/** Captions through the browser's own reader, so that the preview shows what players will. */
import { HouseSentence } from '../../../components/problem.ts'
import { studioWords } from '../../../words/studio.ts'

export interface Cue { /** Seconds. */ readonly start: number; readonly text: string }

/** The cues of a WebVTT file at one of our own addresses. Rejects when it cannot be read. */
export function readCues(url: string): Promise<Cue[]> {
  return new Promise((resolve, reject) => {
    const video = document.createElement('video')
    const track = document.createElement('track')
    track.kind = 'captions'
    track.src = url
    track.addEventListener('load', () => resolve([...(track.track.cues ?? [])].map(cue => ({ start: cue.startTime, text: plain(cue as VTTCue) }))))
    track.addEventListener('error', () => reject(new HouseSentence(studioWords.captions.unreadable)))
    video.append(track)
    // Nothing is loaded for a track that nobody reads.
    track.track.mode = 'hidden'
  })
}

/** Without the markup for voices and italics. */
const plain = (cue: VTTCue): string => cue.getCueAsHTML().textContent ?? ''
