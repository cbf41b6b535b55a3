import { kindWords } from '../import/columns.ts'
import type { Everybody } from './everybody.ts'

/** Everybody as features; who has no place is one without geometry. Source: RFC 7946, 3.2. */
export function geojson({ actors, pageOf, network }: Everybody): Record<string, unknown> {
  return {
    type: 'FeatureCollection', name: network.name,
    features: actors.map(({ id, name, kind, street, postalCode, city, website, topics, position }) => ({
      type: 'Feature', id, geometry: position === undefined ? null : { type: 'Point', coordinates: [position.longitude, position.latitude] },
      properties: { name, kind, kindName: kindWords[kind].de, street, postalCode, city, website, topics, page: pageOf(id) },
    })),
  }
}
