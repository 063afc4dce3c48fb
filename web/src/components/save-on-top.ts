/** Saving what was typed on top of what was shown, so that what others saved meanwhile is never written over unseen. */
import { ApiProblem } from '../../../functions/platform/contract-client.ts'
import { words } from '../words.ts'
import { HouseSentence } from './problem.ts'

/** How often a save is repeated when only what nobody types has moved: a version also counts encoding, pictures and followers. */
const most = 8

/** Thrown when somebody else saved other words meanwhile. */
export class SavedMeanwhile<Thing> extends HouseSentence {
  readonly theirs: Thing
  constructor(theirs: Thing) {
    super(words.problems.saved_meanwhile)
    this.theirs = theirs
  }
}

export interface Versioned { readonly version: number }
/** How a thing is read and written. */
export interface Source<Thing extends Versioned, Typed> {
  /** What can be typed of it, its fields always in the same order. */
  readonly typedOf: (thing: Thing) => Typed
  readonly put: (typed: Typed, headers: { 'if-match': string }) => Promise<Thing>
  readonly latest: () => Promise<Thing>
}

/** What stands in a form after `sent` has been saved: what the house has kept, but for fields in which somebody has gone on typing. */
export const afterSaving = <Typed extends object>(sent: Typed, typed: Typed, saved: Typed): Typed =>
  Object.fromEntries(Object.entries(saved).map(([field, kept]) => {
    const now = typed[field as keyof Typed]
    return [field, JSON.stringify(now) === JSON.stringify(sent[field as keyof Typed]) ? kept : now]
  })) as Typed

/** `shown` is what the typing began on. */
export async function saveOnTop<Thing extends Versioned, Typed>(typed: Typed, shown: Thing, source: Source<Thing, Typed>, tries = most): Promise<Thing> {
  try {
    return await source.put(typed, { 'if-match': `"${shown.version}"` })
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== 'version_changed') throw problem
    const theirs = await source.latest()
    if (JSON.stringify(source.typedOf(theirs)) !== JSON.stringify(source.typedOf(shown))) throw new SavedMeanwhile(theirs)
    if (tries <= 1) throw problem
    return saveOnTop(typed, theirs, source, tries - 1)
  }
}
