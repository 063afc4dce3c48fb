import { ApiProblem } from '../../../functions/platform/contract-client.ts'
import { words } from '../words.ts'

/** A failure that is a sentence of ours already, for the person to read as it is. */
export class HouseSentence extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'HouseSentence'
  }
}

/** The sentence for a failure: ours where we have one, else the API's own. */
export function sentenceFor(problem: unknown): string {
  if (problem instanceof HouseSentence) return problem.message
  if (!(problem instanceof ApiProblem)) return words.problems.unexpected
  return (words.problems as Record<string, string>)[problem.code] ?? problem.message
}

/** Whether signing in is what would help. */
export const needsSignIn = (problem: unknown): boolean => problem instanceof ApiProblem && ['not_signed_in', 'session_ended'].includes(problem.code)

interface FormLike { setFieldError(path: string, error: string): void }
/**
 * Puts a refusal beside the fields it speaks of. `fieldOf` names the field that a code belongs to, `sayOf` what is said
 * there where the usual sentence would not fit.
 * Returns what is left to be said for the form as a whole, if anything.
 */
export function placeProblem(form: FormLike, problem: unknown, fieldOf: Readonly<Record<string, string>> = {}, sayOf: Readonly<Record<string, string>> = {}): unknown {
  if (!(problem instanceof ApiProblem)) return problem
  const field = fieldOf[problem.code]
  if (field !== undefined) {
    form.setFieldError(field, sayOf[problem.code] ?? sentenceFor(problem))
    return null
  }
  if (problem.code !== 'invalid_input' || problem.fields.length === 0) return problem
  for (const { path, message } of problem.fields) form.setFieldError(path.replace(/^body\./, ''), message)
  return null
}
