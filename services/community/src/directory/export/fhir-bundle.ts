import type { FhirBundle } from '@steckwerk/plug'
import { resourcesOf } from '../mcsd.ts'
import type { Everybody } from './everybody.ts'

/** Everybody as IHE mCSD has them, each under the address where the record is read by itself; people only who agreed: they are no records, and their addresses lead nowhere.
 *  Source: IHE mCSD 3.8, 2:3.90.4.2. */
export function fhirBundle({ actors, contacts, fhirBase, network }: Everybody): FhirBundle {
  return {
    resourceType: 'Bundle', type: 'collection', meta: { tag: [{ system: 'urn:steckwerk:network', code: network.slug, display: network.name }] },
    entry: [
      ...actors.flatMap(resourcesOf).map((resource) => ({ fullUrl: `${fhirBase}/${resource.resourceType}/${resource.id}`, resource })),
      ...contacts.map((resource) => ({ fullUrl: `${fhirBase}/${resource.resourceType}/${resource.id}`, resource })),
    ],
  }
}
