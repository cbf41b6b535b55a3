import { referencedId, type Location } from '../fhir-shapes.ts'

export type Level = 'site' | 'ward' | 'room' | 'bed'

const levels: Readonly<Record<string, Level>> = { si: 'site', wa: 'ward', ro: 'room', bd: 'bed' }

export interface Place {
  readonly id: string
  readonly level: Level | undefined
  readonly site: Location | undefined
  readonly ward: Location | undefined
  readonly room: Location | undefined
  readonly bed: Location | undefined
}

/** For every Location, the site, ward, room and bed it lies in, by following partOf. Levels may be missing in between,
 *  and a chain that bites its own tail ends where it does. */
export function placesOf(locations: ReadonlyMap<string, Location>): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const [id, location] of locations) {
    const found: { -readonly [L in Level]: Location | undefined } = { site: undefined, ward: undefined, room: undefined, bed: undefined }
    const seen = new Set<string>()
    for (let at: Location | undefined = location, atId: string | undefined = id; at !== undefined && atId !== undefined && !seen.has(atId);) {
      seen.add(atId)
      const level = levelOf(at)
      if (level !== undefined) found[level] ??= at
      atId = referencedId(at.partOf, 'Location')
      at = atId === undefined ? undefined : locations.get(atId)
    }
    places.set(id, { id, level: levelOf(location), ...found })
  }
  return places
}

export function levelOf(location: Location): Level | undefined {
  for (const { code } of location.physicalType?.coding ?? []) {
    const level = code === undefined ? undefined : levels[code]
    if (level !== undefined) return level
  }
  return undefined
}
