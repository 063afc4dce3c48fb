/**
 * The latest of several lists put together: `limit` of them, and the id after which the next page goes on, if there is one.
 * Each list must hold its own latest `limit + 1`. A film that changed its list between two reads stands in both; it is shown once.
 */
export function latestOf<T extends { readonly id: string }>(found: readonly T[], limit: number): { shown: T[]; last: string | null } {
  const all = [...new Map(found.map(one => [one.id, one])).values()].toSorted((one, other) => (one.id < other.id ? 1 : -1))
  const shown = all.slice(0, limit)
  return { shown, last: all.length > limit ? shown.at(-1)!.id : null }
}
