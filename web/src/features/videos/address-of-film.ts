/** The link that one hands on. */
export const addressOfFilm = (videoId: string): string => `${location.origin}/watch/${videoId}`
