import { Fault } from '@steckwerk/kernel'

/** What one search may ask for at most: enough for any client that was written with care. */
export const limits = {
  /** Parameters of a search. */
  parameters: 200,
  /** Alternatives of one parameter. */
  values: 1000,
  /** Keys to sort by. */
  sortKeys: 10,
  /** Links of a chain, `_has` included. */
  depth: 8,
  /** Types looked into for the untyped chains of one search. */
  branches: 2000,
} as const

export function tooLarge(what: string, at?: string): Fault {
  return new Fault('too-large', 'fhir/search-too-large', `This search is too large: ${what}.`, at === undefined ? {} : { at })
}
