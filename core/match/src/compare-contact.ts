import type { FoldedAddress } from './address.ts'
import { within } from './edit-distance.ts'
import type { Level } from './levels.ts'

const order: readonly Level<'address'>[] = ['same', 'street', 'area', 'different']

/** How the most alike two of their addresses compare; undefined where one has none. */
export function compareAddresses(one: readonly FoldedAddress[], other: readonly FoldedAddress[]): Level<'address'> | undefined {
  let best: number | undefined
  for (const a of one) for (const b of other) {
    const found = order.indexOf(compareAddress(a, b))
    if (best === undefined || found < best) best = found
  }
  return best === undefined ? undefined : order[best]
}

function compareAddress(a: FoldedAddress, b: FoldedAddress): Level<'address'> {
  const code = a.code !== '' && a.code === b.code
  const place = code || (a.city !== '' && a.city === b.city)
  const near = place || (a.code !== '' && b.code !== '' && within(a.code, b.code, 1))
  const street = a.street !== '' && (a.street === b.street || (a.street.length >= 6 && within(a.street, b.street, a.street.length >= 10 ? 2 : 1)))
  if (near && street) return a.house !== '' && a.house === b.house ? 'same' : 'street'
  return place ? 'area' : 'different'
}

/** undefined where one has neither telephone nor e-mail. */
export function compareTelecom(one: readonly string[], other: readonly string[]): Level<'telecom'> | undefined {
  if (one.length === 0 || other.length === 0) return undefined
  return one.some((contact) => other.includes(contact)) ? 'same' : 'different'
}

/** Numbers with a right check digit: the same one is as good as decisive, two different ones speak strongly against. Somebody may have both a
 *  statutory and a private number, so any that agree count. undefined where one has none. */
export function compareKvnrs(one: readonly string[], other: readonly string[]): Level<'kvnr'> | undefined {
  if (one.length === 0 || other.length === 0) return undefined
  if (one.some((number) => other.includes(number))) return 'same'
  return one.some((a) => other.some((b) => within(a, b, 1))) ? 'typo' : 'different'
}
