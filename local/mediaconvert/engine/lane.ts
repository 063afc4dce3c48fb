/**
 * Runs tasks one after the other and lets the producer run at most `depth` ahead. Decoding, scaling and
 * each encoder have a lane of their own: that keeps every core busy while memory stays at a few frames.
 */
export class Lane {
  readonly #depth: number
  readonly #pending: Promise<void>[] = []
  #tail: Promise<void> = Promise.resolve()

  constructor(depth: number) {
    this.#depth = depth
  }

  /** Resolves when there is room for another task, not when this one is done. A failed task fails every later one. */
  async add(task: () => Promise<void> | void): Promise<void> {
    const run = this.#tail.then(task)
    this.#tail = run
    this.#pending.push(run)
    // The failure is reported by the await below or by idle(); unobserved in between, it must not end the process.
    run.then(() => this.#pending.shift(), () => {})
    while (this.#pending.length > this.#depth) await this.#pending[0]
  }

  /** Resolves when everything added so far is done. */
  async idle(): Promise<void> {
    await this.#tail
  }
}
