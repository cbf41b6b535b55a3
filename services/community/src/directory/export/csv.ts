import { headings, kindWords } from '../import/columns.ts'
import type { Column } from '../import/columns.ts'
import type { Actor } from '../actor.ts'
import type { Everybody } from './everybody.ts'

const cells = (actor: Actor, page: string): Readonly<Record<Column | 'page', string>> => ({
  id: actor.id, name: actor.name, kind: kindWords[actor.kind].de, street: actor.street, postalCode: actor.postalCode, city: actor.city,
  latitude: actor.position?.latitude.toString() ?? '', longitude: actor.position?.longitude.toString() ?? '', website: actor.website, about: actor.about,
  topics: actor.topics.join(', '), offers: actor.offers, needs: actor.needs, ...endpoints(actor), page,
})

const endpoints = ({ endpoints: all }: Actor): Readonly<Record<'fhir' | 'dicomweb' | 'kim', string>> => {
  const of = (kind: string): string => all.find((one) => one.kind === kind)?.address ?? ''
  return { fhir: of('fhir'), dicomweb: of('dicomweb'), kim: of('kim') }
}

/** A table with the headings that the import takes: with the mark by which Excel knows UTF-8, and so that no cell becomes a formula. Source: RFC 4180. */
export async function csv({ actors, pageOf }: Everybody): Promise<string> {
  // Loaded with the first table.
  const { stringify } = await import('csv-stringify/sync')
  return stringify(actors.map((actor) => cells(actor, pageOf(actor.id))), {
    header: true, bom: true, record_delimiter: 'windows', escape_formulas: true, columns: [...headings.map(({ column, de }) => ({ key: column, header: de })), { key: 'page', header: 'Seite' }],
  })
}
