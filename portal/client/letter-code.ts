/** What proves that a letter is one's own. */
export interface LetterAnswer {
  /** In capitals, without what people put between. */
  readonly code: string
  /** YYYY-MM-DD */
  readonly birthDate: string
}

/** A code as it is typed or scanned, without spaces and hyphens, in capitals; also out of the address that a letter's QR code holds. */
export function plainCode(typed: string): string {
  const fragment = /#(.+)$/.exec(typed)?.[1] ?? typed
  return fragment.replaceAll(/[^0-9a-z]/gi, '').toUpperCase()
}

/** In groups of four, as it is printed. */
export function groupedCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}

export function codeOfFragment(hash: string): string {
  return groupedCode(plainCode(hash))
}
