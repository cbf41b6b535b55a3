import type { PersonLink } from '@steckwerk/api/contract/person'

/** Somebody whose data an account may see: oneself, or a relative. */
export interface CaredFor {
  /** To stand in addresses: 'ich', or a link's name. */
  readonly key: string
  readonly self: boolean
  readonly name: string
  readonly birthDate: string | undefined
  readonly links: readonly PersonLink[]
}

export const oneself = 'ich'

/** The links put together by person, oneself first, others by name. Only the browser knows that two hospitals mean the same relative: equal name
 *  and birth date. Links that are not active yet belong to nobody. */
export function caredFor(links: readonly PersonLink[]): CaredFor[] {
  const groups = new Map<string, PersonLink[]>()
  for (const link of links) {
    if (link.state !== 'active' || link.patient === undefined) continue
    const who = link.relation === 'self' ? '' : `${link.patient.name}|${link.patient.birthDate ?? ''}`
    groups.set(who, [...groups.get(who) ?? [], link])
  }
  return [...groups].map(([who, own]) => {
    const sorted = [...own].sort((a, b) => a.since.localeCompare(b.since) || a.link.localeCompare(b.link))
    const [first] = sorted
    return { key: who === '' ? oneself : first?.link ?? '', self: who === '', name: first?.patient?.name ?? '', birthDate: first?.patient?.birthDate, links: sorted }
  }).sort((a, b) => Number(b.self) - Number(a.self) || a.name.localeCompare(b.name))
}

/** Who is meant by the key in an address: the person with that link; otherwise the first. */
export function chosenPerson(people: readonly CaredFor[], key: string | undefined): CaredFor | undefined {
  return people.find(person => person.key === key || person.links.some(({ link }) => link === key)) ?? people[0]
}
