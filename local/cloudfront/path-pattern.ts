/** A behaviour's path pattern: `*` stands for any characters, `?` for one; case counts, and a slash in front is understood. */
export function pathPattern(pattern: string): (path: string) => boolean {
  if (pattern === '*' || pattern === '/*') return () => true
  const escaped = pattern.replace(/^\/?/, '/').replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  const expression = new RegExp(`^${escaped}$`, 's')
  return path => expression.test(path)
}
