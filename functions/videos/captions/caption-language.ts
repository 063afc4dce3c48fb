/** Languages of captions: one spelling for each, and a name that its speakers read. */

/** `pt-br` and `PT-BR` are both `pt-BR`; null for what is no language tag. */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}

/** `Deutsch`, `português (Brasil)` with a capital; the tag itself where nobody knows better. Takes a canonical tag. */
export function languageLabel(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
  return name === tag ? tag : name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
}
