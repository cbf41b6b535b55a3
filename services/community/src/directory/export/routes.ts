import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked, CommunityRoute } from '../../community-route.ts'
import { publishedFile } from '../../published/published-file.ts'
import { contactRecords } from '../contacts.ts'
import { csv } from './csv.ts'
import { everybody } from './everybody.ts'
import { fhirBundle } from './fhir-bundle.ts'
import { geojson } from './geojson.ts'
import { hsds } from './hsds.ts'

/** A file that a browser saves under a name that says where it is from. */
function saved({ carrier }: Asked, ending: string, contentType: string, content: string): RouteAnswer {
  const { headers, ...rest } = publishedFile(contentType, content)
  return { ...rest, headers: { ...headers, 'content-disposition': `attachment; filename="${carrier.slug}-verzeichnis.${ending}"` } }
}

/** The whole directory as open data, in each format that somebody may have tools for. */
export const exportRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/export/fhir.json', access: 'public', crossOrigin: true, answer: async (asked) =>
    saved(asked, 'fhir.json', 'application/fhir+json', JSON.stringify(fhirBundle(await everybody(asked, await contactRecords(asked.carrier))))) },
  { method: 'GET', path: '/export/hsds.json', access: 'public', crossOrigin: true, answer: async (asked) => saved(asked, 'hsds.json', 'application/json', JSON.stringify(hsds(await everybody(asked)))) },
  { method: 'GET', path: '/export/actors.csv', access: 'public', crossOrigin: true, answer: async (asked) => saved(asked, 'csv', 'text/csv; charset=utf-8', await csv(await everybody(asked))) },
  { method: 'GET', path: '/export/actors.geojson', access: 'public', crossOrigin: true, answer: async (asked) => saved(asked, 'geojson', 'application/geo+json', JSON.stringify(geojson(await everybody(asked)))) },
]
