import type * as z from 'zod'

/**
 * A function's environment, checked once when it loads. The error names every variable that is missing
 * or malformed, never its value, so that one deploy is enough to mend them all.
 */
export function readEnv<S extends z.ZodObject>(shape: S, source: NodeJS.ProcessEnv = process.env): z.output<S> {
  const parsed = shape.safeParse(source)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(issue => {
    const name = issue.path.join('.')
    return source[name] === undefined ? `${name} is missing` : `${name}: ${issue.message}`
  })
  throw new Error(`This function's environment is incomplete: ${faults.join('; ')}.`)
}

/** One variable that must be there; for values read at first use. */
export function requiredEnv(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`This function's environment is incomplete: ${name} is missing.`)
  return value
}
