import type { Resource } from '../resource.ts'
import { members } from '../search/extract/sink.ts'
import { careAnywhere, careAt, type Permit } from './permit-keys.ts'
import { listOf, referredId, spanOf } from './reading.ts'

const noCare = new Set(['cancelled', 'entered-in-error'])
/** Places that treat as such: a ward, a site. A bed or a room belongs to one of them. */
const treating = new Set(['wa', 'si'])

/** An Encounter admits those who treat: from when it is known (a planned stay is prepared for) to its end, at the department that is responsible
 *  and at each ward and site the Patient was on, there to the end of that stay. */
export function encounterPermits(encounter: Resource): readonly Permit[] {
  const patient = referredId(encounter['subject'], 'Patient')
  const whole = spanOf(encounter['period'])
  if (patient === undefined || whole === undefined || typeof encounter['status'] !== 'string' || noCare.has(encounter['status'])) return []
  const ends = new Map<string, number>([[careAnywhere, whole.high]])
  const department = referredId(encounter['serviceProvider'], 'Organization')
  if (department !== undefined) ends.set(careAt('Organization', department), whole.high)
  for (const entry of listOf(encounter['location'])) {
    const { location, physicalType, period } = members(entry)
    const place = referredId(location, 'Location')
    const stay = spanOf(period)
    if (place === undefined || stay === undefined || !isTreating(physicalType)) continue
    const key = careAt('Location', place)
    ends.set(key, Math.max(ends.get(key) ?? -Infinity, Math.min(stay.high, whole.high)))
  }
  return [...ends].map(([key, high]) => ({ key, patient, low: -Infinity, high }))
}

function isTreating(physicalType: unknown): boolean {
  return listOf(members(physicalType)['coding']).some(coding => {
    const { code } = members(coding)
    return typeof code === 'string' && treating.has(code)
  })
}
