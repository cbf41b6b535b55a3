import { digitsOf, slot } from '../http/request.ts'
import { seeded } from '../random.ts'
import { conditionBody, day, encounterBody, minute, observationBody, patientBody, procedureBody, sid } from '../store/bodies.ts'
import { someTime } from '../store/region.ts'
import type { Resource } from '@steckwerk/fhir'

/** How a record points to people and houses that are not in it: by a search the server resolves, as Synthea does, or by their ids. */
export type OutsideReferences = 'conditional' | 'direct'

/** `whole` = a life of 100 to 400 resources; `case` = one stay of about 16. */
export type RecordSize = 'whole' | 'case'

export interface RecordEntry {
  readonly fullUrl: string
  readonly resource: Resource
}

export const practitioners = 50
export const organizations = 5

/** A patient's record as Synthea would export it: encounters with diagnoses, measurements and procedures, joined by urn:uuid. Where the
 *  number of this copy belongs stands a slot (`asNumber`), so that one record is imported as many people. Everything follows from `seed`. */
export function record(seed: number, size: RecordSize, outside: OutsideReferences): RecordEntry[] {
  const random = seeded(seed + 0xface)
  const entries: RecordEntry[] = []
  const add = (resource: Resource): string => {
    const fullUrl = `urn:uuid:${slot}-0000-4000-8000-${entries.length.toString(16).padStart(12, '0')}`
    entries.push({ fullUrl, resource })
    return fullUrl
  }
  const patient = add(patientBody({ system: sid('patient'), value: slot }, `X${slot}1`, random))
  const stays = size === 'case' ? 1 : 7 + Math.floor(random() * 16)
  for (let stay = 0; stay < stays; stay++) {
    const admitted = someTime(random)
    const organization = outsideReference('Organization', Math.floor(random() * organizations), outside)
    const encounter = add(encounterBody(`${slot}-${stay}`, admitted, { patient, organization }, random))
    const during = (): number => admitted + Math.floor((random() * 6 * day) / minute) * minute
    const to = (): Parameters<typeof observationBody>[2] =>
      ({ patient, encounter, performer: outsideReference('Practitioner', Math.floor(random() * practitioners), outside) })
    for (let n = random() < 0.3 ? 2 : 1; n > 0; n--) add(conditionBody(admitted, to(), random))
    if (random() < 0.6) add(procedureBody(during(), to(), random))
    for (let n = 7 + Math.floor(random() * 13); n > 0; n--) add(observationBody(`${slot}-${entries.length}`, during(), to(), random))
  }
  return entries
}

/** The transaction that imports a record; its slots are still open. */
export function recordBundle(entries: readonly RecordEntry[]): string {
  return transactionText(entries.map(({ fullUrl, resource }) => ({ fullUrl, resource, request: { method: 'POST', url: resource.resourceType } })))
}

/** The people and houses records point to, as a transaction: under ids of their own where the server takes ids of its clients, else each unless
 *  it is there already. */
export function outsideBundle(updateAsCreate: boolean): string {
  return transactionText(outsideResources().map((resource) => {
    const { resourceType: type, id, ...rest } = resource
    const identifier = (resource['identifier'] as { system: string; value: string }[])[0]!
    return updateAsCreate
      ? { resource, request: { method: 'PUT', url: `${type}/${id!}` } }
      : { resource: { resourceType: type, ...rest }, request: { method: 'POST', url: type, ifNoneExist: `identifier=${identifier.system}|${identifier.value}` } }
  }))
}

export function outsideResources(): Resource[] {
  const named = (resourceType: string, n: number, name: unknown): Resource =>
    ({ resourceType, id: outsideId(resourceType, n), identifier: [{ system: sid(resourceType.toLowerCase()), value: String(n) }], active: true, name })
  return [
    ...Array.from({ length: practitioners }, (_, n) => named('Practitioner', n, [{ family: `Ärztin ${n}`, prefix: ['Dr. med.'] }])),
    ...Array.from({ length: organizations }, (_, n) => named('Organization', n, `Klinikum ${n}`)),
  ]
}

/** The text with its slots filled. */
export function asNumber(text: string, number: number): string {
  return text.replaceAll(slot, digitsOf(number))
}

const outsideId = (type: string, n: number): string => `bench-${type.toLowerCase()}-${n}`

function outsideReference(type: string, n: number, outside: OutsideReferences): string {
  return outside === 'direct' ? `${type}/${outsideId(type, n)}` : `${type}?identifier=${sid(type.toLowerCase())}|${n}`
}

function transactionText(entry: readonly object[]): string {
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })
}
