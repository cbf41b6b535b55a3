import type { Condition } from '../types.ts'
import { splitUnescaped, unescapeValue } from './split.ts'
import { badValue } from './values.ts'

const metresPer: Readonly<Record<string, number>> = { km: 1000, m: 1, '[mi_i]': 1609.344, mi: 1609.344 }
/** R4 leaves it to the server how near is near where no distance is given. */
const defaultKilometres = 25
const number = /^-?\d{1,10}(?:\.\d{1,20})?$/

/** `latitude|longitude`, with `|distance` (kilometres) and `|unit` (km, m, mi, [mi_i]). Source: FHIR R4 location.html#positional. */
export function nearValue(text: string, at: string): Condition {
  const [latitude = '', longitude = '', distance = '', unit = 'km', ...more] = splitUnescaped(text, '|').map(unescapeValue)
  if (more.length > 0 || !number.test(latitude) || !number.test(longitude)) throw badValue(at, 'must be latitude|longitude|distance|unit')
  if (Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) throw badValue(at, 'names no place on earth')
  if (distance !== '' && (!number.test(distance) || Number(distance) < 0)) throw badValue(at, 'has no distance where one should stand')
  const metres = metresPer[unit === '' ? 'km' : unit]
  if (metres === undefined) throw badValue(at, 'has a distance in a unit other than km, m, mi or [mi_i]')
  const wide = distance === '' ? defaultKilometres * 1000 : Number(distance) * metres
  return { kind: 'near', latitude: Number(latitude), longitude: Number(longitude), metres: wide }
}
