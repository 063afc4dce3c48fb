/** The link that one hands on. `at`: seconds from the beginning. */
export const addressOfFilm = (videoId: string, at?: number): string => `${location.origin}/watch/${videoId}${at ? `?t=${at}` : ''}`

/** What one pastes into a page of one's own: as wide as its place there, 16:9. */
export function embedCodeOf({ id, title }: { id: string; title: string }, at?: number): string {
  const src = `${location.origin}/embed/${id}${at ? `?t=${at}` : ''}`
  return `<iframe src="${src}" title="${escaped(title)}" style="width:100%;aspect-ratio:16/9;border:0" allow="autoplay; fullscreen; picture-in-picture" allowfullscreen loading="lazy"></iframe>`
}

const escaped = (text: string) => text.replace(/[&"<>]/g, letter => `&#${letter.codePointAt(0)};`)
