/** What part of an object a Range header asks for. */
export type Range = { readonly start: number; readonly end: number }

/**
 * Inclusive, as in HTTP. `undefined`: the whole object, because there is no header or because S3 ignores it
 * (malformed, or several ranges). `'unsatisfiable'`: answer 416.
 */
export const rangeOf = (header: string | undefined, size: number): Range | 'unsatisfiable' | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return undefined
  const [from, to] = [match[1] ?? '', match[2] ?? '']
  if (from === '') {
    if (to === '') return undefined
    const suffix = Number(to)
    if (suffix === 0 || size === 0) return 'unsatisfiable'
    return { start: Math.max(0, size - suffix), end: size - 1 }
  }
  const start = Number(from)
  if (to !== '' && Number(to) < start) return undefined
  if (start >= size) return 'unsatisfiable'
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}
