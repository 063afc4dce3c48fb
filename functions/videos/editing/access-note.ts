/** What the audit trail says of a film's change: that other people may see it than before, or that it went or came back. Pure. */
import type { AuditNote } from '../../platform/audit.ts'
import type { Film } from '../film.ts'
import { intendedAccess } from '../publication/publication.ts'

/** Who may see it, and from when on: what its owner wants, not what is true while it waits for its time. */
const standing = (film: Film) => ({ access: intendedAccess(film), publication: film.publication?.state ?? 'published', at: film.publication?.at ?? null })

/** Null for every other change, which then costs no entry. `actor` as in AuditNote. */
export const accessNote = (actor: string) => (from: Film, to: Film): AuditNote | null => {
  const entry = (action: string, before: AuditNote['before'], after: AuditNote['after']): AuditNote => ({ actor, action, subject: to.id, reason: '', before, after })
  if (from.deletedAt === null && to.deletedAt !== null) return entry('video.deleted', { access: intendedAccess(from) }, {})
  if (from.deletedAt !== null && to.deletedAt === null) return entry('video.restored', {}, { access: intendedAccess(to) })
  const [before, after] = [standing(from), standing(to)]
  const changed = (Object.keys(before) as (keyof typeof before)[]).filter(name => before[name] !== after[name])
  const only = (whole: typeof before) => Object.fromEntries(changed.map(name => [name, whole[name]]))
  return changed.length > 0 ? entry('video.access_changed', only(before), only(after)) : null
}
