import type { Location } from '../fhir-shapes.ts'
import type { Bed, Board, Room, Site, Stay, Ward } from './model.ts'
import { placesOf, type Place } from './places.ts'
import type { ResourcePool } from './resource-pool.ts'
import { placedStays, type Missing, type PlacedStay } from './stays.ts'

/** Stands in the address where a ward belongs to no site. */
export const noSite = '-'

const natural = new Intl.Collator('de', { numeric: true, sensitivity: 'base' })
const byName = (a: { readonly name: string }, b: { readonly name: string }) => natural.compare(a.name, b.name)

/** The board of a carrier as of `now`, and the ids of resources it still lacks. Pure: the pool is only read.
 *  About 5 ms for 1,000 beds. */
export function assemble(pool: ResourcePool, now: Date): { board: Board; missing: Missing } {
  const missing: Missing = { Patient: new Set(), Practitioner: new Set(), Organization: new Set() }
  const places = placesOf(pool.locations)
  const placed = placedStays(pool, places, now, missing)
  const staysOfWard = Map.groupBy(placed, ({ place }) => place?.ward?.id ?? '')
  const bedsOfWard = Map.groupBy([...places.values()].filter(({ level }) => level === 'bed'), place => place.ward?.id ?? '')

  const wardsOfSite = new Map<string, Ward[]>()
  for (const [id, location] of pool.locations) {
    const place = places.get(id)
    if (place?.level !== 'ward') continue
    const ward = wardOf(location, id, bedsOfWard.get(id) ?? [], staysOfWard.get(id) ?? [])
    if (location.status === 'inactive' && isEmpty(ward)) continue
    const site = place.site?.id ?? noSite
    wardsOfSite.set(site, [...wardsOfSite.get(site) ?? [], ward])
  }
  const sites: Site[] = []
  for (const [id, wards] of wardsOfSite) sites.push({ id, name: nameOf(pool.locations.get(id)), wards: wards.sort(byName) })
  return { board: { sites: sites.sort(byName), unplaced: (staysOfWard.get('') ?? []).map(({ stay }) => stay).sort(byPatient) }, missing }
}

function wardOf(location: Location, id: string, bedPlaces: readonly Place[], placed: readonly PlacedStay[]): Ward {
  const [expected, here] = [placed.filter(({ stay }) => stay.status === 'planned'), placed.filter(({ stay }) => stay.status !== 'planned')]
  const staysOfBed = Map.groupBy(here, ({ place }) => place?.bed?.id ?? '')
  const rooms = new Map<string, { name: string; beds: Bed[] }>()
  for (const place of bedPlaces) {
    const stays = (staysOfBed.get(place.id) ?? []).map(({ stay }) => stay).sort(byPatient)
    if (place.bed?.status === 'inactive' && stays.length === 0) continue
    const roomId = place.room?.id ?? ''
    const room = rooms.get(roomId) ?? { name: nameOf(place.room), beds: [] }
    room.beds.push({ id: place.id, name: nameOf(place.bed), stays })
    rooms.set(roomId, room)
  }
  const sorted: Room[] = [...rooms].map(([roomId, room]) => ({ id: roomId, name: room.name, beds: room.beds.sort(byName) })).sort(byName)
  const beds = sorted.flatMap(room => room.beds)
  return {
    id,
    name: nameOf(location),
    rooms: sorted,
    withoutBed: (staysOfBed.get('') ?? []).map(({ stay }) => stay).sort(byPatient),
    planned: expected.map(({ stay }) => stay).sort((a, b) => (a.since ?? '').localeCompare(b.since ?? '')),
    onLeave: here.map(({ stay }) => stay).filter(({ status }) => status === 'onLeave').sort(byPatient),
    beds: beds.length,
    occupied: beds.filter(bed => bed.stays.length > 0).length,
  }
}

function isEmpty(ward: Ward): boolean {
  return ward.occupied === 0 && ward.withoutBed.length === 0 && ward.planned.length === 0
}

function byPatient(a: Stay, b: Stay): number {
  return natural.compare(a.patient?.name ?? '', b.patient?.name ?? '') || (a.id < b.id ? -1 : 1)
}

function nameOf(location: Location | undefined): string {
  return location?.name ?? location?.identifier?.[0]?.value ?? ''
}
