/** `--exclude` and `--include` of `aws s3 sync`, which is what a BucketDeployment runs. */

/** A shell pattern as the CLI reads it: `*` also matches slashes, `?` one character, `[a-z]` and `[!a-z]` a set. */
const asRegExp = (pattern: string): RegExp => {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string
    const closing = character === '[' ? pattern.indexOf(']', at + 2) : -1
    if (character === '*') source += '.*'
    else if (character === '?') source += '.'
    else if (closing > 0) {
      const set = pattern.slice(at + 1, closing).replaceAll('\\', '\\\\')
      source += set.startsWith('!') ? `[^${set.slice(1)}]` : `[${set}]`
      at = closing
    } else source += character.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
  }
  return new RegExp(`^${source}$`, 's')
}

/** Whether a path (relative to the destination) takes part: in the sync, and in its pruning. Includes come after excludes and win. */
export const pathFilter = (exclude: readonly string[] = [], include: readonly string[] = []): ((path: string) => boolean) => {
  const [out, back] = [exclude.map(asRegExp), include.map(asRegExp)]
  return path => back.some(pattern => pattern.test(path)) || !out.some(pattern => pattern.test(path))
}
