/**
 * What would be billed: counters that only grow, from the start of the process. Each plugin counts where its service
 * would send a bill; prices are no business of the local cloud (bin/cost/ has them). A process runs one cloud, so
 * they stand here and not in what plugins are given.
 */
const meters = new Map<string, number>()

/** `dynamodb.write-units`, `lambda.gb-seconds`, `s3.PutObject` … */
export function used(meter: string, amount = 1): void {
  meters.set(meter, (meters.get(meter) ?? 0) + amount)
}

/** All counters, by name. */
export const usage = (): Record<string, number> => Object.fromEntries([...meters].sort(([a], [b]) => a.localeCompare(b)))
