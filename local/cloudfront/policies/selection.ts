/** Which headers, cookies or query parameters a policy picks. */

export type Pick = (name: string) => boolean

const picks = (behaviour: string | undefined, names: readonly string[] = []): Pick => {
  const listed = new Set(names)
  switch (behaviour ?? 'none') {
    case 'none': return () => false
    case 'all': return () => true
    case 'whitelist': return name => listed.has(name)
    case 'allExcept': return name => !listed.has(name)
    default: throw new Error(`The local edge does not know the selection "${behaviour}".`)
  }
}

// The properties of cache and origin request policies, as CloudFormation writes them.
export const cookiesPicked = (config: Record<string, any> | undefined) => picks(config?.CookieBehavior, config?.Cookies)
export const queryPicked = (config: Record<string, any> | undefined) => picks(config?.QueryStringBehavior, config?.QueryStrings)

/** The header names a policy lists, in lower case; none for the behaviours that list none. */
export const headersListed = (config: Record<string, any> | undefined): string[] => (config?.Headers ?? []).map((name: string) => name.toLowerCase())

/** The picked parameters of a raw query, in their order and still encoded. */
export function pickedQuery(rawQuery: string, pick: Pick): string {
  if (rawQuery === '') return ''
  return rawQuery.split('&').filter(pair => pick(decodedName(pair.split('=', 1)[0]!))).join('&')
}

/** The picked cookies of a Cookie header. */
export function pickedCookies(cookie: string | undefined, pick: Pick): string | undefined {
  const kept = cookie?.split(';').map(one => one.trim()).filter(one => one !== '' && pick(one.split('=', 1)[0]!))
  return kept && kept.length > 0 ? kept.join('; ') : undefined
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return name
  }
}
