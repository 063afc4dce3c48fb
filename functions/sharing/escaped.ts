/** Text as it may stand in HTML and XML, in elements and in quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, letter => `&#${letter.codePointAt(0)};`)
