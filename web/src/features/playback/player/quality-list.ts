import HlsJs from 'hls.js'

export interface Quality { readonly id: string; readonly width: number; readonly height: number; readonly bitrate: number }

/**
 * What media-chrome's quality menu reads and sets on a media element (`videoRenditions`, as in the media-tracks
 * proposal), over hls.js's levels. `selectedIndex` −1 is automatic; a chosen quality comes in at the next segment.
 */
export class QualityList extends EventTarget {
  #qualities: readonly Quality[] = []
  #selected = -1
  readonly #hls: HlsJs

  constructor(hls: HlsJs) {
    super()
    this.#hls = hls
    hls.on(HlsJs.Events.MANIFEST_PARSED, () => this.#become(hls.levels.map(({ width, height, bitrate }, index) => ({ id: String(index), width, height, bitrate }))))
  }

  get length(): number {
    return this.#qualities.length
  }
  *[Symbol.iterator](): Iterator<Quality> {
    yield* this.#qualities
  }
  get selectedIndex(): number {
    return this.#selected
  }
  set selectedIndex(index: number) {
    if (index === this.#selected) return
    this.#selected = index
    this.#hls.nextLevel = index
    this.dispatchEvent(new Event('change'))
  }
  /** Lines by which the picture is known (its shorter side), or null for automatic. */
  get chosenLines(): number | null {
    const chosen = this.#qualities[this.#selected]
    return chosen ? Math.min(chosen.width, chosen.height) : null
  }
  chooseLines(lines: number | null): void {
    this.selectedIndex = lines === null ? -1 : this.#qualities.findIndex(({ width, height }) => Math.min(width, height) === lines)
  }

  #become(qualities: readonly Quality[]): void {
    this.#qualities = qualities
    // The menu reads the list like an array.
    qualities.forEach((quality, index) => Object.defineProperty(this, index, { value: quality, configurable: true, enumerable: true }))
    this.dispatchEvent(new Event('addrendition'))
  }
}
