import type { Draft } from '../draft.ts'
import type { MapContext } from '../map-context.ts'
import { siteOf, type PatientLocation, type Place, type PlaceKind } from '../values/place.ts'
import { siteOrganizationId } from './organizations.ts'

export const placeSystem = 'http://terminology.hl7.org/CodeSystem/location-physical-type'

const placeNames: Readonly<Record<PlaceKind, string>> = { si: 'Site', wa: 'Ward', ro: 'Room', bd: 'Bed' }

/** Creates the Locations that are not there yet, from the site down to the bed. A Location says no more than its key does, so one that is
 *  there is left alone: somebody may have given it a better name. */
export function putPlaces(draft: Draft, { places }: PatientLocation, context: MapContext): void {
  if (places.length === 0) return
  let parent: Place | undefined
  for (const place of [siteOf(context), ...places]) {
    if (draft.get('Location', place.id) === undefined) {
      draft.put({
        resourceType: 'Location',
        id: place.id,
        identifier: [place.identifier],
        status: 'active',
        name: place.name,
        mode: 'instance',
        physicalType: { coding: [{ system: placeSystem, code: place.kind, display: placeNames[place.kind] }] },
        managingOrganization: { reference: `Organization/${siteOrganizationId(context)}` },
        ...(parent === undefined ? {} : { partOf: { reference: `Location/${parent.id}` } }),
      })
    }
    parent = place
  }
}
