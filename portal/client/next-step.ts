import type { ConsentList } from '@steckwerk/api/contract/consent'
import type { ChildList, PersonLink } from '@steckwerk/api/contract/person'
import type { CaredFor } from './cared-for.ts'

export type NextStep =
  | { readonly kind: 'link' }
  | { readonly kind: 'waiting'; readonly carrier: string }
  | { readonly kind: 'child'; readonly name: string; readonly carrier: string }
  | { readonly kind: 'protect' }
  | { readonly kind: 'ending'; readonly name: string; readonly endsOn: string }
  | { readonly kind: 'release'; readonly carriers: number }
  | { readonly kind: 'look' }
  | { readonly kind: 'none' }

const soon = 30 * 86_400_000

/** The one thing that is worth doing next, the most pressing first. What is not known yet is not proposed. */
export function nextStep(of: {
  readonly links: readonly PersonLink[]
  readonly person: CaredFor | undefined
  readonly children: ChildList['children'] | undefined
  readonly addFactor: boolean | undefined
  readonly consents: ConsentList | undefined
  readonly now: number
}): NextStep {
  const waiting = of.links.find(({ state }) => state === 'waiting')
  if (of.person === undefined) return waiting === undefined ? { kind: 'link' } : { kind: 'waiting', carrier: waiting.carrier.name }
  const child = of.children?.find(({ requested }) => !requested)
  if (child !== undefined) return { kind: 'child', name: child.name, carrier: child.carrier.name }
  if (of.addFactor === true) return { kind: 'protect' }
  const ending = of.person.links.find(({ endsOn }) => endsOn !== undefined && Date.parse(endsOn) - of.now < soon)
  if (ending?.endsOn !== undefined && !of.person.self) return { kind: 'ending', name: of.person.name, endsOn: ending.endsOn }
  const own = new Set(of.person.links.map(({ carrier }) => carrier.slug))
  const released = of.consents?.consents.some(({ state, carrier }) => state === 'active' && own.has(carrier.slug))
  if (of.person.self && own.size > 1 && released === false) return { kind: 'release', carriers: own.size }
  // The log of a person one only acts for is theirs alone.
  return of.person.links.some(({ relation }) => relation !== 'proxy') ? { kind: 'look' } : { kind: 'none' }
}
