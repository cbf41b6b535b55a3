import { foldName } from './name.ts'

export interface FoldedAddress {
  /** Letters of the street's name; '' = none. */
  readonly street: string
  /** House number without spaces: '12a'; '' = none. */
  readonly house: string
  /** Digits and letters of the postal code; '' = none. */
  readonly code: string
  readonly city: string
}

interface AddressParts {
  readonly line?: readonly string[]
  readonly city?: string
  readonly postalCode?: string
  readonly use?: string
}

/** An address as it is compared: "Müllerstr. 12 a" and "Muellerstraße 12A" are one. undefined where nothing of it can be compared; a former
 *  address is compared too: who moved was known under it. */
export function foldAddress({ line, city, postalCode }: AddressParts): FoldedAddress | undefined {
  const first = Array.isArray(line) && typeof line[0] === 'string' ? line[0] : ''
  const parts = /^(.*?\D)\s*(\d+)\s*([a-zA-Z]?)\b.*$/.exec(first)
  const street = foldStreet(parts?.[1] ?? first)
  const folded = {
    street,
    house: parts === null ? '' : `${parts[2]}${parts[3]!.toLowerCase()}`,
    code: typeof postalCode === 'string' ? postalCode.toLowerCase().replace(/[^0-9a-z]/g, '') : '',
    city: typeof city === 'string' ? foldName(city) : '',
  }
  return folded.street === '' && folded.code === '' && folded.city === '' ? undefined : folded
}

function foldStreet(text: string): string {
  return foldName(text).replace(/strasse$/, 'str')
}
