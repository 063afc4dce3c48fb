/** What an answer to "may I watch this?" says about what it opens. */
interface Opened { readonly manifestUrl: string; readonly moreQualitiesComing: boolean }

/**
 * Whether `next` shows the film in better qualities than `now`, the last that will come. Another permission for the
 * same files, which every answer brings, is nothing a viewer would notice.
 */
export const isFuller = (next: Opened, now: Opened): boolean => !next.moreQualitiesComing && filesOf(next) !== filesOf(now)

/** `/t/<token>/v/…`: what comes after the token. Each making of a film has files of its own. */
const filesOf = ({ manifestUrl }: Opened) => manifestUrl.replace(/^.*\/t\/[^/]*/, '')
