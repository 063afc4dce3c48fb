/** What the edge sees of a store: each change some seconds after it was acknowledged, as CloudFront carries it from place to place. */
import type { StoreState } from './store.ts'

type Items = Readonly<Record<string, string>>
export interface EdgeView {
  /** What stands in a store when the cloud starts has arrived everywhere. */
  opened(store: StoreState): void
  changed(store: StoreState): void
  items(store: StoreState): Items
}

/** `now` in milliseconds. Without a delay nothing is kept twice. */
export function edgeView(delayMs: number, now: () => number): EdgeView {
  const versions = new Map<StoreState, { items: Items; from: number }[]>()
  if (delayMs === 0) return { opened() {}, changed() {}, items: store => store.items }
  return {
    opened: store => void versions.set(store, [{ items: { ...store.items }, from: 0 }]),
    changed: store => void versions.get(store)!.push({ items: { ...store.items }, from: now() + delayMs }),
    items(store) {
      const known = versions.get(store)!
      known.splice(0, known.findLastIndex(({ from }) => from <= now()))
      return known[0]!.items
    },
  }
}
