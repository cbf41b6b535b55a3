import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryRecords, routeCall, testHost } from '@steckwerk/plug/testing'
import { parse } from 'csv-parse/sync'
import { actorInput, type Actor } from '../actor.ts'
import { savingBundle } from '../mcsd.ts'
import { exportRoutes } from './routes.ts'
import { freshShelf } from '../../published/shelf.ts'
import { together } from '../../together.ts'

const actor = (id: string, name: string, more: Partial<Actor> = {}): Actor => ({ id, ...actorInput.parse({ name, kind: 'other', city: 'Bochum' }), ...more })
const actors = [
  actor('b', 'Klinikum "Süd", Haus 2', { kind: 'hospital', street: 'Am Berg 1', postalCode: '44791', position: { latitude: 51.5, longitude: 7.25 }, topics: ['Überleitung', 'Portal'], about: 'Zeile 1\nZeile 2', website: 'https://klinik.example' }),
  actor('a', '=cmd|calc', { offers: '+49 234', needs: '-1' }),
]

async function exported(path: string): Promise<{ readonly type: string; readonly text: string; readonly headers: Readonly<Record<string, string>> }> {
  const records = memoryRecords()
  await records.transaction(savingBundle(actors))
  const host = testHost({ carriers: { ruhr: records } })
  const carrier = await host.carrier('ruhr')
  const route = exportRoutes.find((one) => one.path === path)!
  const { file, headers } = await route.answer({ carrier, documents: carrier.documents, now: 0, publicUrl: host.publicUrl, shelf: freshShelf(host.clock), together: together(), call: routeCall({ carrier: 'ruhr', route: `GET ${path}` }) })
  return { type: file!.contentType, text: file!.content as string, headers: headers! }
}

test('CSV: every field comes back, Excel reads it, and no cell is a formula', async () => {
  const { type, text, headers } = await exported('/export/actors.csv')
  assert.equal(type, 'text/csv; charset=utf-8')
  assert.equal(headers['content-disposition'], 'attachment; filename="ruhr-verzeichnis.csv"')
  assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'))
  const rows = parse<Record<string, string>>(text, { bom: true, columns: true })
  assert.deepEqual(rows.map((row) => row['Name']), ["'=cmd|calc", 'Klinikum "Süd", Haus 2'])
  assert.deepEqual([rows[0]!['Bietet an'], rows[1]!['Beschreibung'], rows[1]!['Themen'], rows[1]!['Breitengrad']], ["'+49 234", 'Zeile 1\nZeile 2', 'Überleitung, Portal', '51.5'])
  for (const cell of rows.flatMap((row) => Object.values(row))) assert.doesNotMatch(cell, /^[=+\-@\t\r]/)
})

test('GeoJSON: longitude first, who has no place is there without', async () => {
  const { type, text } = await exported('/export/actors.geojson')
  assert.equal(type, 'application/geo+json')
  const { features } = JSON.parse(text) as { features: { id: string; geometry: unknown }[] }
  assert.deepEqual(features.map(({ id, geometry }) => [id, geometry]), [['a', null], ['b', { type: 'Point', coordinates: [7.25, 51.5] }]])
})

interface Hsds {
  readonly total_items: number
  readonly contents: readonly { readonly [member: string]: unknown; readonly organization: Record<string, unknown>; readonly attributes: readonly { readonly taxonomy_term: Record<string, unknown> }[]
    readonly service_at_locations: readonly { readonly location: Record<string, unknown> & { readonly addresses: readonly Record<string, unknown>[] } }[] }[]
}

test('HSDS: what the specification requires is there, ids are UUIDs and stay the same', async () => {
  const { text } = await exported('/export/hsds.json')
  assert.equal(text, (await exported('/export/hsds.json')).text)
  const { total_items: total, contents } = JSON.parse(text) as Hsds
  assert.equal(total, 2)
  // Source: openreferral/specification 3.0, schema/*.json, `required`.
  const required = (object: Record<string, unknown>, ...members: readonly string[]): void => members.forEach((member) => assert.equal(typeof object[member], 'string', member))
  for (const service of contents) {
    required(service, 'id', 'name', 'status', 'organization_id')
    required(service.organization, 'id', 'name', 'description')
    for (const { location } of service.service_at_locations) {
      required(location, 'id', 'location_type')
      for (const address of location.addresses) required(address, 'id', 'address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type')
    }
    for (const { taxonomy_term: term } of service.attributes) required(term, 'id', 'name', 'description')
  }
  for (const [, id] of text.matchAll(/"(?:id|\w+_id)":"([^"]*)"/g)) assert.match(id!, /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
