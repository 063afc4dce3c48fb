/** What the API takes with a heartbeat: how often and for how many seconds playing had to wait for data. */
export interface Buffering { readonly count: number; readonly seconds: number }

/** Counts waits for data between two reports. Times are milliseconds of one clock. A wait that a seek brought about is the viewer's own doing. */
export class StallMeter {
  #since: number | null = null
  #count = 0
  #seconds = 0

  wait(at: number): void {
    if (this.#since !== null) return
    this.#since = at
    this.#count++
  }
  goOn(at: number): void {
    if (this.#since === null) return
    this.#seconds += (at - this.#since) / 1000
    this.#since = null
  }
  /** What has gathered since the last time, or null where nothing has. A wait that lasts goes on in the next report. */
  take(at: number): Buffering | null {
    const lasts = this.#since !== null
    this.goOn(at)
    if (lasts) this.#since = at
    const found = this.#count > 0 || this.#seconds > 0 ? { count: Math.min(this.#count, 1000), seconds: Math.min(Math.round(this.#seconds * 1000) / 1000, 3600) } : null
    this.#count = 0
    this.#seconds = 0
    return found
  }
}
