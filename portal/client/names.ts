import type { HumanName } from './fhir-shapes.ts'

const preference = ['official', 'usual', 'anonymous', 'nickname', 'temp', 'maiden', 'old']

/** The name a person goes by now: the official one first, a former one last. */
export function currentName(names: readonly HumanName[] | undefined): HumanName | undefined {
  const rank = (name: HumanName) => name.use === undefined ? 1.5 : preference.indexOf(name.use) + 1
  return [...names ?? []].sort((a, b) => rank(a) - rank(b))[0]
}

/** "Müller, Dr. Anna Maria", as a ward list sorts and reads it; '' where nothing is known. */
export function listName(names: readonly HumanName[] | undefined): string {
  const name = currentName(names)
  if (name === undefined) return ''
  const given = [...name.prefix ?? [], ...name.given ?? []].join(' ')
  return [name.family ?? '', given].filter(part => part !== '').join(', ') || name.text || ''
}

/** "Dr. med. Anna Müller", as one speaks of a colleague; '' where nothing is known. */
export function spokenName(names: readonly HumanName[] | undefined): string {
  const name = currentName(names)
  if (name === undefined) return ''
  const parts = [...name.prefix ?? [], ...name.given ?? [], name.family ?? '', ...name.suffix ?? []]
  return parts.filter(part => part !== '').join(' ') || name.text || ''
}
