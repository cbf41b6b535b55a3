import type { Repetition } from '../../field.ts'
import type { MapContext } from '../map-context.ts'
import { assignerOf } from './assigner.ts'
import type { Identifier } from './shapes.ts'
import { derivedSystem } from './systems.ts'
import { valueOf } from './text.ts'

export type PlaceKind = 'si' | 'wa' | 'ro' | 'bd'

/** One level of where a patient lies. */
export interface Place {
  readonly id: string
  readonly kind: PlaceKind
  readonly identifier: Identifier
  readonly name: string
}

/** A PL: the site and below it ward, room and bed, as far as sent; the department (PL.4) apart. */
export interface PatientLocation {
  /** From the ward to the bed; empty where only the department was sent. */
  readonly places: readonly Place[]
  readonly department: string | undefined
}

/** A place's identifier is its path (`CHI/302/2`) in `<case system>#location-<site>`, so that the same room number on another ward or
 *  site is another place. German senders put the department where HL7 has the facility (PL.4); a facility with a worldwide id, or one of
 *  the site's or the sending facility's name (MSH-4), is the site instead. Undefined where nothing was sent. */
export function patientLocationOf(repetition: Repetition, context: MapContext): PatientLocation | undefined {
  const facility = assignerOf(repetition, 4)
  const places = placesOf(
    levels.map(([component]) => valueOf(repetition, component)),
    context,
  )
  const isSite = facility.system !== undefined || facility.name === context.settings.site || facility.name === context.facility
  const department = isSite ? undefined : facility.name
  return places.length === 0 && department === undefined ? undefined : { places, department }
}

const levels: readonly (readonly [number, PlaceKind])[] = [
  [1, 'wa'],
  [2, 'ro'],
  [3, 'bd'],
]

/** Ward, room and bed by their names, as far as given. */
export function placesOf(names: readonly (string | undefined)[], context: MapContext): Place[] {
  const places: Place[] = []
  let path = ''
  names.forEach((name, level) => {
    if (name === undefined) return
    path = path === '' ? encodeSlash(name) : `${path}/${encodeSlash(name)}`
    places.push(placeOf(levels[level]![1], path, name, context))
  })
  return places
}

/** The site (Haus) all places of a channel belong to. */
export function siteOf(context: MapContext): Place {
  const { site, caseSystem } = context.settings
  const identifier = { system: derivedSystem(caseSystem, 'site'), value: site }
  return { id: context.id('Location', identifier.system, site), kind: 'si', identifier, name: site }
}

function placeOf(kind: PlaceKind, path: string, name: string, context: MapContext): Place {
  const { site, caseSystem } = context.settings
  const identifier = { system: `${derivedSystem(caseSystem, 'location')}-${encodeURIComponent(site)}`, value: path }
  return { id: context.id('Location', identifier.system, `${kind}:${path}`), kind, identifier, name }
}

function encodeSlash(name: string): string {
  return name.includes('/') || name.includes('%') ? name.replaceAll('%', '%25').replaceAll('/', '%2F') : name
}
