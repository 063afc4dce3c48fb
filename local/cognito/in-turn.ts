/** One task at a time per key. */
const tails = new Map<string, Promise<unknown>>()

/** Runs the task when every earlier one with the same key has ended. */
export async function inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve()
  const mine = before.then(task, task)
  const settled = mine.catch(() => {})
  tails.set(key, settled)
  try {
    return await mine
  } finally {
    if (tails.get(key) === settled) tails.delete(key)
  }
}
