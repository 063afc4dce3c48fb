/** What lies beside the picture: captions, and the storyboard that the seek bar shows. */
export interface Caption { readonly language: string; readonly label: string; readonly url: string }
export interface Tracks { readonly captions: readonly Caption[]; readonly storyboardUrl: string | null }

export function addTracks(video: HTMLVideoElement, { captions, storyboardUrl }: Tracks): void {
  for (const { language, label, url } of captions) video.append(track({ kind: 'subtitles', srclang: language, label, src: url }))
  if (!storyboardUrl) return
  // media-chrome knows the storyboard by this kind and label.
  const storyboard = track({ kind: 'metadata', label: 'thumbnails', src: storyboardUrl })
  video.append(storyboard)
  // A track that is disabled is never fetched.
  storyboard.track.mode = 'hidden'
}

const track = (given: Partial<HTMLTrackElement>) => Object.assign(document.createElement('track'), given)
