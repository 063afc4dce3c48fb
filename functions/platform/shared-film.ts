/** A film as other domains see it: the part of a Video item that readers may rely on. functions/videos owns and writes it; film-reference.ts reads it. */

export const filmKey = (id: string) => ({ pk: `VIDEO#${id}`, sk: 'VIDEO' })

export interface FilmSeen {
  readonly id: string
  readonly channelId: string
  readonly ownerId: string
  readonly channel: { readonly id: string; readonly name: string; readonly handle: string; readonly face?: string | null }
  readonly title: string
  readonly description?: string
  readonly category: string
  readonly views: number
  readonly publishedAt: string | null
  readonly access: 'public' | 'unlisted' | 'followers' | 'private'
  readonly processing: 'uploading' | 'checking' | 'transcoding' | 'ready' | 'failed'
  readonly source: { readonly durationSeconds: number } | null
  /** What plays now; `prefix` without a leading slash, with a trailing one. */
  readonly published: { readonly prefix: string } | null
  readonly poster: string | null
  readonly posterImage: string | null
  /** Its owner is suspended. */
  readonly hidden?: boolean
  /** Missing on films that an older release wrote. */
  readonly captions?: readonly { readonly language: string; readonly label: string; readonly key: string }[]
  /** Lies beside the manifests of `prefix` once it is drawn; missing on films that an older release made. */
  readonly storyboard?: { readonly state: string; readonly prefix: string } | null
  readonly deletedAt: string | null
}

/** May somebody know that the film exists? Its team (`mine`), and by its address anybody else, unless it is private. Nobody once it is hidden or deleted. */
export const maySee = <F extends Pick<FilmSeen, 'access' | 'hidden' | 'deletedAt'>>(film: F | null | undefined, mine: boolean): film is F =>
  film != null && film.deletedAt === null && !film.hidden && (mine || film.access !== 'private')

/** Where the pictures lie that its owner made for a film. */
export const thumbnailsFolder = (id: string) => `v/${id}/thumbnails/`

/** Where a film's captions lie; one token opens them all. */
export const captionsFolder = (id: string) => `v/${id}/captions/`

/** Names of a film's manifests below its published prefix; the jobs are told to use them. */
export const storyboardName = 'storyboard.vtt'
export const manifestNames = { hls: 'film.m3u8', dash: 'film.mpd' } as const
