import { notifications } from '@mantine/notifications'
import { words } from '../../words.ts'

/** What the file chooser offers; the check of what is really inside is the platform's. */
export const filmTypes = 'video/*,.mkv,.mov,.mp4,.m4v,.webm,.avi,.mpg,.mpeg,.ts,.mts,.mxf'
const endings = /\.(mkv|mov|mp4|m4v|webm|avi|mpe?g|m?ts|mxf|ogv|3gp|wmv|flv)$/i
const looksLikeFilm = ({ type, name }: File): boolean => type.startsWith('video/') || endings.test(name)

/** The films among these files. Says so when something else was among them. */
export function filmsAmong(files: readonly File[]): File[] {
  const films = files.filter(looksLikeFilm)
  if (films.length < files.length) notifications.show({ message: words.videos.upload.notFilm })
  return films
}
