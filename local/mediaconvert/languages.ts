/** MediaConvert speaks ISO 639-2 in capitals (`ENG`), or takes a tag as it is (`pt-BR`); playlists want RFC 5646 (`en`). */
const twoLetters: Readonly<Record<string, string>> = {
  ara: 'ar', ben: 'bn', bul: 'bg', cat: 'ca', ces: 'cs', cze: 'cs', cym: 'cy', dan: 'da', deu: 'de', ger: 'de', ell: 'el', gre: 'el', eng: 'en', spa: 'es', est: 'et', eus: 'eu',
  fas: 'fa', fin: 'fi', fra: 'fr', fre: 'fr', gle: 'ga', heb: 'he', hin: 'hi', hrv: 'hr', hun: 'hu', ind: 'id', isl: 'is', ita: 'it', jpn: 'ja', kor: 'ko', lav: 'lv', lit: 'lt',
  nld: 'nl', dut: 'nl', nor: 'no', pol: 'pl', por: 'pt', ron: 'ro', rum: 'ro', rus: 'ru', slk: 'sk', slv: 'sl', srp: 'sr', swe: 'sv', tam: 'ta', tel: 'te', tha: 'th', tur: 'tr',
  ukr: 'uk', urd: 'ur', vie: 'vi', zho: 'zh', chi: 'zh',
}

export function languageTag(code: string | undefined): string | null {
  if (!code || /^(und|zxx|mul)$/i.test(code)) return null
  return twoLetters[code.toLowerCase()] ?? (/^[A-Z]{2,3}$/.test(code) ? code.toLowerCase() : code)
}
