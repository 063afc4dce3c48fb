import { AwsError } from '../plugin.ts'

/** Gathers everything that is wrong with a request, each with its JSON path, as MediaConvert reports it. */
export class Problems {
  readonly #found: string[] = []

  add(path: string, sentence: string): void {
    this.#found.push(`${path}: ${sentence}`)
  }

  /** Something AWS can do and this cloud cannot: better refused here than missed in production. */
  unsupported(path: string, what: string): void {
    this.add(path, `${what} is valid on AWS, but the local cloud does not do it.`)
  }

  required(path: string, value: unknown): boolean {
    const missing = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    if (missing) this.add(path, 'is a required property')
    return !missing
  }

  oneOf(path: string, value: string | undefined, allowed: readonly string[]): boolean {
    const fine = value === undefined || allowed.includes(value)
    if (!fine) this.add(path, `should be one of [${allowed.join(', ')}]`)
    return fine
  }

  between(path: string, value: number | undefined, least: number, most: number): boolean {
    const fine = value === undefined || (Number.isFinite(value) && value >= least && value <= most)
    if (!fine) this.add(path, `should be at least ${least} and at most ${most}`)
    return fine
  }

  /** Throws BadRequestException when there is anything to say. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new AwsError('BadRequestException', this.#found.join(', '), 400)
  }
}
