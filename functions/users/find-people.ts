/** The search box of the people list: whose address begins like that, then whose name does. */
import { folded } from '../platform/directory.ts'
import type { Member, StandingStore } from './standing-store.ts'

/** Where the next page begins. */
export interface Place { readonly directory: 'email' | 'name'; readonly after?: Record<string, unknown> }

/** Everybody stands in both directories: who was found by address is not told again by name. Without a beginning, all by address. */
export async function findPeople({ page }: Pick<StandingStore, 'page'>, beginning: string, limit: number, from: Place = { directory: 'email' }): Promise<{ items: Member[]; next: Place | null }> {
  const items: Member[] = []
  let { directory, after } = from
  while (items.length < limit) {
    const found = await page(directory, beginning, { limit: limit - items.length, after })
    items.push(...found.items.filter(member => directory === 'email' || !member.email.startsWith(folded(beginning))))
    after = found.next ?? undefined
    if (after) continue
    if (directory === 'name' || beginning === '') return { items, next: null }
    directory = 'name'
  }
  return { items, next: { directory, ...(after ? { after } : {}) } }
}
