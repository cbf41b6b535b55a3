const notAscii = /[^\x00-\x7f]/
const marks = /\p{M}+/gu

/** Text as search compares it: NFKD, combining marks removed, lower case, ß → ss. "Müller-Groß" → "muller-gross". */
export function fold(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(marks, '').toLowerCase().replace(marks, '').replaceAll('ß', 'ss')
}
