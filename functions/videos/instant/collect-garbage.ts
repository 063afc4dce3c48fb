import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { readonly type: 'minor' | 'major' }) => void
let collect: Collect | undefined

/**
 * V8 collects when its own heap has grown, which what a copy throws away hardly makes it do: pieces of answers of S3 lie
 * outside, and count late. `minor`: only what was thrown away young, which takes a millisecond; `major` takes ten.
 */
export function collectGarbage(type: 'minor' | 'major'): void {
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as Collect
  }
  collect({ type })
}
