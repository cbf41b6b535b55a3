import type { Features, Word } from './features.ts'

/** Keys under which a person is looked for: two records that share one are compared. Several, so that no single slip hides a duplicate;
 *  each with a birth date, place or second name in it, so that blocks stay small as people grow in number. */
export function blockingKeys(person: Features): string[] {
  const { birth, kvnrs, telecom, addresses } = person
  const keys = new Set<string>()
  for (const kvnr of kvnrs) keys.add(`k ${kvnr}`)
  for (const contact of telecom) keys.add(`t ${contact}`)
  const given = sounds(person.given).slice(0, 2)
  const family = sounds([...person.family, ...person.former]).slice(0, 4)
  const date = birth === undefined || birth.day === 0 ? undefined : birth
  if (birth !== undefined) for (const one of family) keys.add(`fy ${one} ${birth.year}`)
  if (date !== undefined) {
    const { year, month, day } = date
    // The same for day and month exchanged.
    const days = `${Math.min(month, day)}-${Math.max(month, day)}`
    for (const one of given) keys.add(`bg ${year} ${days} ${one}`)
    for (const name of given) for (const one of family) keys.add(`nd ${days} ${[name, one].sort().join(' ')}`)
  }
  if (birth !== undefined && given[0] !== undefined && family[0] !== undefined) keys.add(`sw ${birth.year} ${[given[0], family[0]].sort().join(' ')}`)
  for (const code of new Set(addresses.map((address) => address.code))) {
    if (code === '') continue
    for (const one of family) keys.add(`pf ${code} ${one}`)
    if (date !== undefined) keys.add(`pd ${code} ${date.year}-${date.month}-${date.day}`)
  }
  return [...keys]
}

/** A block with more members than this is not gone through: its key says too little, and other keys hold the same people. */
export const largestBlock = 400

function sounds(words: readonly Word[]): string[] {
  return [...new Set(words.map(({ sound, text }) => sound || text))]
}
