import type { Resource } from '@steckwerk/fhir'

/** A Reference of a parsed resource, and what its `reference` said when it came. */
interface ReferencePlace {
  readonly holder: { reference: string }
  readonly value: string
}

/** Where a resource names others. */
export interface ReferencePlaces {
  readonly references: readonly ReferencePlace[]
  /** It may name others outside its References too (in a uri, in its narrative): only its text tells. */
  readonly isMixed: boolean
}

const noPlaces: ReferencePlaces = { references: [], isMixed: false }

/** The References of a resource, contained ones included. `isName` knows the texts that name an entry. A Bundle that is stored is a document
 *  of its own: what it says of its entries is left as it is. */
export function referencePlaces(resource: Resource, isName: (text: string) => boolean): ReferencePlaces {
  if (resource.resourceType === 'Bundle') return noPlaces
  const references: ReferencePlace[] = []
  let isMixed = false
  const walk = (value: object): void => {
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) {
        if (typeof item === 'object' && item !== null) walk(item)
        else if (typeof item === 'string' && isName(item)) isMixed = true
      }
      return
    }
    const members = value as Record<string, unknown>
    for (const key in members) {
      const member = members[key]
      if (typeof member === 'object' && member !== null) walk(member)
      else if (typeof member !== 'string') continue
      else if (key === 'reference') references.push({ holder: members as { reference: string }, value: member })
      else if (isName(member) || (key === 'div' && /(?:href|src)\s*=/.test(member))) isMixed = true
    }
  }
  walk(resource)
  return { references, isMixed }
}

/** ASCII written with escapes: the same string may stand in two forms. */
const escapedAscii = /\\(?:u00[0-7]|\/)/

/** The text with each of these strings exchanged for another wherever it stands; undefined where it stands more or less often than
 *  `count` says, or could stand in another form, because then some of the places are something else. */
export function exchangeStrings(text: string, exchanges: ReadonlyMap<string, { readonly target: string; readonly count: number }>): string | undefined {
  if (escapedAscii.test(text)) return undefined
  const found: { at: number; literal: string; target: string }[] = []
  for (const [value, { target, count }] of exchanges) {
    const literal = JSON.stringify(value)
    let left = count
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
      if (left-- === 0) return undefined
      found.push({ at, literal, target: JSON.stringify(target) })
    }
    if (left > 0) return undefined
  }
  found.sort((a, b) => a.at - b.at)
  let out = ''
  let done = 0
  for (const { at, literal, target } of found) {
    out += text.slice(done, at) + target
    done = at + literal.length
  }
  return out + text.slice(done)
}
