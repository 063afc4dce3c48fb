/** How a film looks from outside, for its team and for everybody else. */
import type { z } from 'zod'
import { withFace } from '../platform/pictures.ts'
import type { progress, Video, VideoCard } from './contract.ts'
import { isOpen, lacksQualities, type Film } from './film.ts'
import type { Listing } from './listing/listing.ts'
import { intendedAccess } from './publication/publication.ts'
import { insidersAddress, type Pass } from './owner/insiders-address.ts'
import { failureSentence } from './pipeline/failures.ts'
import { versionOf } from './replacement/replacement.ts'

/** `mine`: whoever looks belongs to its team. `pass` signs the address of a private poster for them; null when none can occur. */
export function videoView(film: Film, mine: boolean, now: Date, pass: Pass | null): Video {
  return {
    id: film.id, title: film.title, description: film.description, tags: [...film.tags], category: film.category as Video['category'], language: film.language, access: mine ? intendedAccess(film) : film.access,
    channel: withFace(film.channel), durationSeconds: film.source?.durationSeconds ?? null,
    posterUrl: film.posterImage ? `/${film.posterImage}` : mine && pass && film.poster ? insidersAddress(film, film.poster, pass) : null,
    views: film.views, publishedAt: film.publishedAt, processing: film.processing,
    progress: mine ? progressOf(film) : null,
    renditions: (film.published?.rungs ?? []).map(({ name, width, height }) => ({ name, width, height })),
    storyboard: storyboardView(film),
    captions: film.captions.map(({ language, label }) => ({ language, label })),
    file: mine ? { name: film.file.name, size: film.file.size } : null,
    publication: mine ? publicationView(film) : null,
    replacement: mine ? replacementView(film) : null,
    mine, createdAt: film.createdAt, version: film.version,
  }
}

const storyboardView = ({ storyboard }: Film): Video['storyboard'] => (storyboard?.state === 'drawn' ? 'there' : storyboard?.state === 'wanted' ? 'coming' : 'none')

export const publicationView = ({ publication }: Film): Video['publication'] =>
  (publication ? { state: publication.state, at: publication.at, local: publication.local, zone: publication.zone } : { state: 'published', at: null, local: null, zone: null })

function replacementView(film: Film): Video['replacement'] {
  const version = versionOf(film)
  return version && !film.replacement!.givenUp ? { file: { name: version.file.name, size: version.file.size }, processing: version.processing, progress: progressOf(version) } : null
}

export const cardView = ({ id, card }: Listing): VideoCard =>
  ({ id, title: card.title, channel: withFace(card.channel), durationSeconds: card.durationSeconds, posterUrl: card.posterImage ? `/${card.posterImage}` : null, views: card.views, access: card.access, category: card.category as VideoCard['category'], publishedAt: card.publishedAt })

/** How far a film has come, within the stage it is in: null where nobody here can say. */
export function progressOf(film: Film): z.output<typeof progress> {
  switch (film.processing) {
    case 'uploading': return { stage: 'upload', percent: null, reason: null }
    case 'checking': return { stage: 'check', percent: null, reason: null }
    case 'failed': return { stage: 'failed', percent: null, reason: film.failure }
    case 'ready': return { stage: 'done', percent: 100, reason: lacksQualities(film) ? { code: 'only_one_quality', message: failureSentence('only_one_quality') } : null }
    case 'transcoding': {
      const { instant, first, ladder } = film.jobs
      const soon = [instant, first].find(isOpen)
      // Until something is asked for, a first quality is what comes next: stages never go back.
      return film.published || (ladder && !soon)
        ? { stage: 'all-qualities', percent: ladder?.percent ?? 0, reason: null }
        : { stage: 'first-quality', percent: soon?.percent ?? 0, reason: null }
    }
  }
}
