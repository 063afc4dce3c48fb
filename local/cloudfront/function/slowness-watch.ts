/** Notices an edge function that takes longer than CloudFront would let it. */

/** Tells the median of every hundred runs, once it is over a millisecond. The first runs, not yet compiled by V8, do not count. */
export function slownessWatch(tell: (median: number) => void): (ms: number) => void {
  let runs = -20
  let samples: number[] = []
  let told = false
  return ms => {
    if (told || ++runs <= 0) return
    samples.push(ms)
    if (samples.length < 100) return
    const median = samples.sort((a, b) => a - b)[50]!
    samples = []
    if (median <= 1) return
    told = true
    tell(median)
  }
}
