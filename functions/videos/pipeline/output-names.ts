/** Names that follow from our settings, so that publishing needs no event's word for them. */

/** Segments and playlists begin with it; the manifests are `<it>.m3u8` and `.mpd`. */
export const filmBase = 'film'
export const posterBase = 'poster'
