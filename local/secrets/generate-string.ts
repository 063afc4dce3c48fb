import { randomInt } from 'node:crypto'

/** GenerateSecretString of a template. */
export interface GenerateSecretString {
  readonly PasswordLength?: number | string
  readonly ExcludeCharacters?: string
  readonly ExcludeLowercase?: boolean
  readonly ExcludeUppercase?: boolean
  readonly ExcludeNumbers?: boolean
  readonly ExcludePunctuation?: boolean
  readonly IncludeSpace?: boolean
  readonly RequireEachIncludedType?: boolean
  readonly SecretStringTemplate?: string
  readonly GenerateStringKey?: string
}

/** The secret string as CloudFormation makes it: a random one, put under its key into the template where one is given. */
export function generateSecretString(wanted: GenerateSecretString): string {
  const password = randomPassword(wanted)
  if (wanted.SecretStringTemplate === undefined) return password
  if (wanted.GenerateStringKey === undefined) throw new Error('SecretStringTemplate needs a GenerateStringKey beside it.')
  return JSON.stringify({ ...(JSON.parse(wanted.SecretStringTemplate) as object), [wanted.GenerateStringKey]: password })
}

function randomPassword(wanted: GenerateSecretString): string {
  const kinds = [
    !wanted.ExcludeLowercase && 'abcdefghijklmnopqrstuvwxyz',
    !wanted.ExcludeUppercase && 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    !wanted.ExcludeNumbers && '0123456789',
    !wanted.ExcludePunctuation && '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    wanted.IncludeSpace && ' ',
  ]
    .filter(kind => typeof kind === 'string')
    .map(kind => [...kind].filter(character => !wanted.ExcludeCharacters?.includes(character)))
    .filter(kind => kind.length > 0)
  const length = Number(wanted.PasswordLength ?? 32)
  const pick = (from: readonly string[]): string => from[randomInt(from.length)]!
  // One of each kind first, then any; shuffled, so that their places tell nothing.
  const characters = wanted.RequireEachIncludedType === false ? [] : kinds.map(pick)
  while (characters.length < length) characters.push(pick(kinds.flat()))
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    ;[characters[last], characters[other]] = [characters[other]!, characters[last]!]
  }
  return characters.join('')
}
