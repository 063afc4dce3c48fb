import { locale } from '../../format.ts'

/** Languages that films are often in, by their own tags; names come from the browser. */
const common = ['en', 'de', 'es', 'fr', 'it', 'pt', 'pt-BR', 'nl', 'sv', 'nb', 'da', 'fi', 'pl', 'cs', 'uk', 'ru', 'tr', 'el', 'ar', 'he', 'fa', 'hi', 'bn', 'ta', 'ur', 'zh', 'ja', 'ko', 'vi', 'th', 'id', 'sw']
const names = new Intl.DisplayNames(locale, { type: 'language' })

/** Choices for a select; a film's present language is always among them. */
export const languages = (present: string): { value: string; label: string }[] =>
  [...new Set([present, ...common])].map(value => ({ value, label: names.of(value) ?? value })).sort((one, other) => one.label.localeCompare(other.label))
