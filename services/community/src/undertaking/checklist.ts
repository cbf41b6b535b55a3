import type { Undertaking } from './records.ts'

/** What a reference project needs. */
export const proofs = ['what', 'forWhom', 'results', 'costs', 'lessons', 'contact', 'partners'] as const
export type Proof = (typeof proofs)[number]

/** What is missing before an undertaking may be published as a reference project; empty = nothing. */
export function missingProofs({ what, forWhom, evidence, costs, lessons, contacts, partners }: Pick<Undertaking, 'what' | 'forWhom' | 'evidence' | 'costs' | 'lessons' | 'contacts' | 'partners'>): readonly Proof[] {
  const there: Readonly<Record<Proof, boolean>> = {
    what: what.length >= 80,
    forWhom: forWhom !== '',
    results: evidence.figures.length + evidence.links.length > 0,
    costs: costs.once !== null && costs.yearly !== null,
    lessons: lessons.different !== '' && lessons.helped !== '',
    contact: contacts.some(({ mail }) => mail !== ''),
    partners: partners.length > 0,
  }
  return proofs.filter((proof) => !there[proof])
}
