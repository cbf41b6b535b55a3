/** A number of people or their cases. `withheld`: it is one to four, or such a number could be worked out with its help. */
export type Held = number | 'withheld'

export const least = 5

const held = (count: number): Held => (count > 0 && count < least ? 'withheld' : count)

/** A sum and its parts, of which no small one is told, nor can be worked out from the others. */
export function withheld<Name extends string>(parts: Readonly<Record<Name, number>>): { readonly total: Held; readonly parts: Readonly<Record<Name, Held>> } {
  const names = Object.keys(parts) as Name[]
  const total = held(names.reduce((all, name) => all + parts[name], 0))
  const shown = Object.fromEntries(names.map((name) => [name, held(parts[name])])) as Record<Name, Held>
  if (total !== 'withheld' && names.filter((name) => shown[name] === 'withheld').length === 1) {
    // A single hidden part is the sum less the others: the smallest of those is hidden with it.
    shown[names.filter((name) => parts[name] >= least).toSorted((a, b) => parts[a] - parts[b])[0]!] = 'withheld'
  }
  return { total, parts: shown }
}
