/** From counted usage to dollars. */
import { billedAs, prices } from './prices.ts'

export type Usage = Readonly<Record<string, number>>
export interface Item { readonly meter: string; readonly amount: number; readonly usd: number }

/** The meter that a counter is billed under; null when it is free. Throws for one that nobody has thought about. */
export function billedMeter(counter: string): string | null {
  if (counter in prices) return counter
  const prefix = Object.keys(billedAs).filter(prefix => counter.startsWith(prefix)).sort((a, b) => b.length - a.length)[0]
  if (prefix === undefined) throw new Error(`Nobody has said what "${counter}" costs: add it to bin/cost/prices.ts.`)
  return billedAs[prefix]!
}

/** What was used, by meter, the dearest first. */
export function priced(usage: Usage): Item[] {
  const byMeter = new Map<string, number>()
  for (const [counter, amount] of Object.entries(usage)) {
    const meter = billedMeter(counter)
    if (meter !== null) byMeter.set(meter, (byMeter.get(meter) ?? 0) + amount)
  }
  return [...byMeter].map(([meter, amount]) => ({ meter, amount, usd: amount * prices[meter]!.usd })).sort((a, b) => b.usd - a.usd)
}

export const total = (items: readonly Item[]): number => items.reduce((sum, { usd }) => sum + usd, 0)

/** What lies between two readings of the same counters. */
export function between(before: Usage, after: Usage): Usage {
  return Object.fromEntries(Object.entries(after).map(([meter, amount]) => [meter, amount - (before[meter] ?? 0)] as const).filter(([, amount]) => amount > 0))
}

/** As many times as it happens. */
export const times = (usage: Usage, count: number): Usage => Object.fromEntries(Object.entries(usage).map(([meter, amount]) => [meter, amount * count]))

export function sum(...usages: readonly Usage[]): Usage {
  const all: Record<string, number> = {}
  for (const usage of usages) for (const [meter, amount] of Object.entries(usage)) all[meter] = (all[meter] ?? 0) + amount
  return all
}
