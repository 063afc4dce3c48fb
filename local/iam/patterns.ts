/** IAM's wildcards: `*` is any run of characters, `?` any one. Compiled once per pattern. */

export type Matcher = (text: string) => boolean
const compiled = new Map<string, Matcher>()

/** Case counts, as in ARNs. */
export function wildcard(pattern: string): Matcher {
  let matcher = compiled.get(pattern)
  if (!matcher) compiled.set(pattern, (matcher = compile(pattern)))
  return matcher
}

/** Case does not count, as in action names. */
export function wildcardIgnoringCase(pattern: string): Matcher {
  const matches = wildcard(pattern.toLowerCase())
  return text => matches(text.toLowerCase())
}

function compile(pattern: string): Matcher {
  if (pattern.includes('${')) throw new Error(`policy variables are not evaluated by the local cloud: ${pattern}`)
  if (pattern === '*') return () => true
  if (!/[*?]/.test(pattern)) return text => text === pattern
  const stem = pattern.slice(0, -1)
  if (pattern.endsWith('*') && !/[*?]/.test(stem)) return text => text.startsWith(stem)
  const expression = new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`)
  return text => expression.test(text)
}
