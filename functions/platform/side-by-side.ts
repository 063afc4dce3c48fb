/** Does the same for many things, a few of them at once. The first failure is thrown when whoever was under way has ended; what had not begun by then never does. */
export async function sideBySide<T>(things: readonly T[], atOnce: number, work: (thing: T) => Promise<unknown>): Promise<void> {
  const waiting = things.values()
  let failure: { readonly reason: unknown } | null = null
  const worker = async () => {
    for (const thing of waiting) {
      if (failure) return
      await work(thing).catch((reason: unknown) => { failure ??= { reason } })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (failure) throw (failure as { readonly reason: unknown }).reason
}
