import type { Resource } from '@steckwerk/fhir'
import type { MapSettings } from './contract.ts'
import { Draft } from './draft.ts'
import { MapContext } from './map-context.ts'
import { putSiteOrganization } from './resources/organizations.ts'
import { putPlaces } from './resources/places.ts'
import { placesOf } from './values/place.ts'

/** A bed as the site's messages name it in PV1-3. */
export interface BedPlanRow {
  readonly ward: string
  readonly room: string
  readonly bed: string
}

/** The Locations of a site's beds, with their rooms, wards, the site and its Organization: the very resources that messages naming these
 *  beds would make, so that a free bed is known before anybody lay in it. `zone` plays no part. */
export function bedPlan(rows: readonly BedPlanRow[], settings: MapSettings): Resource[] {
  const context = new MapContext(settings, undefined)
  const draft = new Draft({ get: () => undefined, mentioning: () => [], identified: () => undefined })
  putSiteOrganization(draft, context)
  for (const { ward, room, bed } of rows) putPlaces(draft, { places: placesOf([ward, room, bed], context), department: undefined }, context)
  return draft.writes()
}
