import type { Place, PlaceKind } from '../values/place.ts'
import type { Extension, Identifier, Period, Reference, CodeableConcept } from '../values/shapes.ts'
import { movementExtension } from '../values/systems.ts'
import { instantOf } from '../values/time.ts'
import { placeSystem } from './places.ts'

/** One stay of a visit at a place: what a movement makes. On Encounter.location it is one entry a level (ward, room, bed), the movement's
 *  ids at the first of them. */
export interface Stay {
  ids: readonly Identifier[]
  start: string | undefined
  end: string | undefined
  planned: boolean
  places: readonly StayPlace[]
}

export interface StayPlace {
  readonly kind: PlaceKind
  readonly location: Reference
}

/** An entry of Encounter.location. */
export interface LocationEntry {
  extension?: Extension[]
  location: Reference
  status?: string
  physicalType?: CodeableConcept
  period?: Period
}

export function stayPlaces(places: readonly Place[]): StayPlace[] {
  return places.map(({ kind, id, identifier, name }) => ({ kind, location: { reference: `Location/${id}`, identifier, display: name } }))
}

const depths: Readonly<Record<string, number>> = { si: 0, wa: 1, ro: 2, bd: 3 }

/** Puts the entries of Encounter.location together to stays: a new one begins where the level does not go down. */
export function readStays(entries: readonly LocationEntry[] | undefined): Stay[] {
  const stays: (Stay & { places: StayPlace[] })[] = []
  let depth = Number.POSITIVE_INFINITY
  for (const { extension, location, status, physicalType, period } of entries ?? []) {
    const kind = (physicalType?.coding?.[0]?.code ?? 'wa') as PlaceKind
    const next = depths[kind] ?? 1
    if (next <= depth || extension !== undefined) {
      stays.push({ ids: movementIds(extension), start: period?.start, end: period?.end, planned: status === 'planned', places: [] })
    }
    stays.at(-1)!.places.push({ kind, location })
    depth = next
  }
  return stays
}

/** `over`: the visit is, so no stay goes on even where its end is not known. */
export function writeStays(stays: readonly Stay[], over: boolean): LocationEntry[] | undefined {
  const entries: LocationEntry[] = []
  for (const stay of stays) {
    let extension: Extension[] | undefined =
      stay.ids.length === 0 ? undefined : stay.ids.map(id => ({ url: movementExtension, valueIdentifier: id }))
    const status = stay.planned ? 'planned' : stay.end === undefined && !over ? 'active' : 'completed'
    for (const { kind, location } of stay.places) {
      const entry: LocationEntry = extension === undefined ? { location, status } : { extension, location, status }
      entry.physicalType = { coding: [{ system: placeSystem, code: kind }] }
      if (stay.start !== undefined || stay.end !== undefined) {
        entry.period = { ...(stay.start === undefined ? {} : { start: stay.start }), ...(stay.end === undefined ? {} : { end: stay.end }) }
      }
      entries.push(entry)
      extension = undefined
    }
  }
  return entries.length === 0 ? undefined : entries
}

export function samePlaces(a: readonly StayPlace[], b: readonly StayPlace[]): boolean {
  return a.length === b.length && a.every(({ location }, i) => location.reference === b[i]!.location.reference)
}

export function stayOfMovement(stays: readonly Stay[], ids: readonly Identifier[]): Stay | undefined {
  return stays.find(stay => stay.ids.some(id => hasId(ids, id)))
}

export function hasId(ids: readonly Identifier[], wanted: Identifier): boolean {
  return ids.some(id => id.value === wanted.value && id.system === wanted.system)
}

/** The stay that is going on, or planned: the last one without an end. */
export function openStay(stays: readonly Stay[]): Stay | undefined {
  const last = stays.at(-1)
  return last !== undefined && last.end === undefined ? last : undefined
}

/** Takes a stay out. The one before it, if it ended where this one began, goes on until the next. */
export function takeOut(stays: Stay[], stay: Stay): void {
  const at = stays.indexOf(stay)
  stays.splice(at, 1)
  const before = stays[at - 1]
  if (before && before.end !== undefined && stay.start !== undefined && instantOf(before.end) === instantOf(stay.start)) {
    before.end = stays[at]?.start
  }
}

/** Puts a stay in the order of starts; one of unknown start comes first. */
export function putIn(stays: Stay[], stay: Stay): void {
  const start = stay.start === undefined ? Number.NEGATIVE_INFINITY : instantOf(stay.start)
  let at = stays.length
  while (at > 0 && startOf(stays[at - 1]!) > start) at--
  stays.splice(at, 0, stay)
}

/** Makes stays follow one another: each ends at the latest where the next begins; the last one ends with the visit. */
export function settle(stays: readonly Stay[], end: string | undefined): void {
  for (let i = 0; i < stays.length; i++) {
    const stay = stays[i]!
    const next = stays[i + 1]?.start ?? (i === stays.length - 1 ? end : undefined)
    if (next !== undefined && (stay.end === undefined || instantOf(stay.end) > instantOf(next))) stay.end = next
    if (stay.end !== undefined && stay.start !== undefined && instantOf(stay.end) < instantOf(stay.start)) stay.end = stay.start
    if (stay.end !== undefined) stay.planned = false
  }
}

function startOf(stay: Stay): number {
  return stay.start === undefined ? Number.NEGATIVE_INFINITY : instantOf(stay.start)
}

function movementIds(extensions: readonly Extension[] | undefined): Identifier[] {
  const ids: Identifier[] = []
  for (const { url, valueIdentifier } of extensions ?? []) if (url === movementExtension) ids.push(valueIdentifier as Identifier)
  return ids
}
