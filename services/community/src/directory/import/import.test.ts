import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { memoryRecords, routeCall, testHost } from '@steckwerk/plug/testing'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import type { Asked } from '../../community-route.ts'
import { allActors } from '../directory.ts'
import { standingOf } from '../standing.ts'
import { columnsOf } from './columns.ts'
import { planImport, type ImportPlan } from './plan.ts'
import { importRoutes } from './routes.ts'
import { mostRows, readTable } from './table.ts'
import { templateCsv, templateXlsx } from './template.ts'
import { freshShelf } from '../../published/shelf.ts'
import { together } from '../../together.ts'

async function setting() {
  const host = testHost({ carriers: { alpha: memoryRecords() } })
  const carrier = await host.carrier('alpha')
  const ask = (route: string, more: Partial<Asked['call']> = {}) => importRoutes.find(({ method, path }) => `${method} ${path}` === route)!.answer({
    carrier, documents: carrier.documents, now: Date.UTC(2026, 10, 22), publicUrl: host.publicUrl, shelf: freshShelf(host.clock), together: together(), call: routeCall({ carrier: 'alpha', route, ...more }),
  })
  const preview = async (bytes: Uint8Array): Promise<ImportPlan> => JSON.parse((await ask('POST /editor/imports', { bytes })).file!.content as string) as ImportPlan
  const take = async (rows: ImportPlan['rows']): Promise<readonly string[]> => {
    const { json } = await ask('POST /editor/imports/rows', { body: { rows: rows.flatMap(({ row, change }) => (change === undefined ? [] : [{ row, ...change }])) } })
    return (json as { rows: { outcome: string }[] }).rows.map(({ outcome }) => outcome)
  }
  return { carrier, ask, preview, take }
}

const csv = (text: string): Uint8Array => Buffer.from(text)
/** As Excel on Windows writes it. */
const windows = (text: string): Uint8Array => Buffer.from([...text].map((letter) => (letter === '€' ? 0x80 : letter === '–' ? 0x96 : letter.codePointAt(0)!)))
const refused = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code.startsWith('community/import')

const table = 'Name der Einrichtung;Art;Straße;Postleitzahl;Stadt;Breite;Länge;Homepage;Themen;KIM;Bemerkung\r\n'
  + 'Praxis Müller;Praxis;Hauptstraße 1;12345;Alphastadt;51,52;7,31;praxis-mueller.example;Überweisung, Arztbrief;praxis@mueller.kim.telematik;intern\r\n'
  + '"Pflege ""Ahorn""; Haus 2";Pflege;;1067;Gammatal;;;;;;\r\n'
  + 'Amt;Raumfahrt;;123;;51,52;;nicht eine adresse;;kein kim;\r\n'
  + 'Praxis Müller;Praxis;;;Alphastadt;;;;;;\r\n'

test('a table in German Excel\'s CSV: what is new and wrong is told with its reasons, nothing is written before, and the second time nothing changes', async () => {
  const s = await setting()
  for (const bytes of [windows(table), csv(table), csv(`\uFEFF${table}`), Buffer.from(`\uFEFF${table}`, 'utf16le'), csv(table.replaceAll(/"[^"]*(?:""[^"]*)*"|;/g, (one) => (one === ';' ? '\t' : one)))]) {
    const { columns, rows } = await s.preview(bytes)
    assert.deepEqual(columns.map(({ column }) => column), ['name', 'kind', 'street', 'postalCode', 'city', 'latitude', 'longitude', 'website', 'topics', 'kim', null])
    assert.deepEqual(rows.map(({ row, state, wrong }) => [row, state, wrong.toSorted()]), [[2, 'new', []], [3, 'new', []], [4, 'wrong', ['city', 'kim', 'kind', 'longitude', 'postalCode', 'website']], [5, 'wrong', ['twice']]])
  }
  const { rows } = await s.preview(windows(table))
  assert.deepEqual(await allActors(s.carrier), [])
  assert.deepEqual(await s.take(rows), ['done', 'done'])
  const actors = await allActors(s.carrier)
  const mueller = actors.find(({ name }) => name === 'Praxis Müller')!
  assert.deepEqual([mueller.kind, mueller.position, mueller.website, mueller.topics, mueller.endpoints], ['practice', { latitude: 51.52, longitude: 7.31 }, 'https://praxis-mueller.example', ['Überweisung', 'Arztbrief'], [{ kind: 'kim', address: 'praxis@mueller.kim.telematik' }]])
  assert.deepEqual(actors.map(({ name, postalCode }) => [name, postalCode]).toSorted(), [['Pflege "Ahorn"; Haus 2', '01067'], ['Praxis Müller', '12345']])
  assert.deepEqual((await standingOf(s.carrier.documents, mueller.id))!.body.history.map(({ by, what }) => `${by} ${what}`), ['import published'])
  assert.deepEqual(await s.take(rows), ['same', 'same'], 'sent again for a lost answer')
  assert.deepEqual((await s.preview(windows(table))).rows.map(({ state }) => state), ['same', 'same', 'wrong', 'wrong'])
})

test('what is there is changed where the file says something, by id or by name and town; what changed meanwhile is left alone; what looks alike is told', async () => {
  const s = await setting()
  await s.take((await s.preview(csv(table))).rows)
  const [ahorn] = (await allActors(s.carrier)).filter(({ city }) => city === 'Gammatal')
  const file = csv(`Id,Name,City,Website,Offers\n,praxis müller,ALPHASTADT,,"Impfungen, Vorsorge"\n${ahorn!.id},Haus Ahorn,Gammatal,https://ahorn.example,\n,Praxis Mueller & Partner,Alphastadt,praxis-mueller.example,\nfremd,X Y,Z Z,,\n`)
  const { rows } = await s.preview(file)
  assert.deepEqual(rows.map(({ state, fields, like, wrong }) => [state, fields, like?.name, wrong]), [
    ['changed', ['name', 'city', 'offers'], undefined, []], ['changed', ['name', 'website'], undefined, []], ['alike', [], 'Praxis Müller', []], ['wrong', [], undefined, ['id']],
  ])
  await s.take((await s.preview(csv(`Id,Name,City\n${ahorn!.id},Ahornhaus,Gammatal\n`))).rows)
  assert.deepEqual(await s.take(rows.slice(0, 2)), ['done', 'changed-meanwhile'])
  assert.deepEqual((await allActors(s.carrier)).map(({ name, street, offers }) => [name, street, offers]).toSorted(), [['Ahornhaus', '', ''], ['praxis müller', 'Hauptstraße 1', 'Impfungen, Vorsorge']], 'an empty cell changes nothing')
})

test('the templates are tables of ours in both languages, and an Excel file says what a CSV says', async () => {
  for (const language of ['de', 'en'] as const) {
    for (const bytes of [csv(templateCsv(language)), await templateXlsx(language)]) {
      const [heading, ...rows] = await readTable(bytes)
      assert.deepEqual([columnsOf(heading!).includes(undefined), heading!.length, rows], [false, 16, []])
    }
  }
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const cell = (value: string | number) => (typeof value === 'number' ? { value, type: Number } : { value, type: String })
  const bytes = await writeExcelFile([['Name', 'Ort', 'PLZ', 'Breitengrad', 'Längengrad'].map(cell), ['Praxis Ähre', 'Alphastadt', 1067, 51.5, 7.25].map(cell)], {}).toBuffer()
  const { rows } = planImport(await readTable(bytes), [])
  assert.deepEqual([rows[0]!.state, rows[0]!.change!.actor.postalCode, rows[0]!.change!.actor.position], ['new', '01067', { latitude: 51.5, longitude: 7.25 }])
})

test('five thousand rows are taken, more and stranger things are refused', async () => {
  const line = (at: number): string => `Haus ${at.toString(36)} am Weg;Betahausen;Straße ${at}\n`
  const many = `Name;Ort;Straße\n${Array.from({ length: mostRows }, (_, at) => line(at)).join('')}`
  assert.equal(planImport(await readTable(csv(many)), []).rows.length, mostRows)
  for (const bytes of [
    csv(`${many}${line(9999)}`), csv('Name;Anzahl\nX;1\n'), csv(''), csv(`Name;Ort\n${'x'.repeat(100_000)};y\n`), csv(`${'a;'.repeat(80)}\n`), Buffer.from('%PDF-1.7\0\0'),
    zipSync({ 'xl/workbook.xml': new Uint8Array(34 * 1024 * 1024) }),
    zipSync({ 'xl/worksheets/sheet1.xml': Buffer.from('<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>') }),
  ]) {
    await assert.rejects(async () => planImport(await readTable(bytes), []), refused)
  }
})

test('whatever bytes come, they are a table or refused', async () => {
  const sound = await templateXlsx('de')
  const cut = fc.nat(sound.length - 1).map((at) => sound.subarray(0, at))
  const flipped = fc.tuple(fc.nat(sound.length - 1), fc.nat(255)).map(([at, byte]) => sound.with(at, byte))
  const text = fc.array(fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('"', '""', ';', '\n', '51,5', '__proto__', 'Name', 'Ort')), { maxLength: 6 }).map((cells) => cells.join(';')), { maxLength: 6 }).map((rows) => Buffer.from(`Name;Ort;Breite;FHIR\n${rows.join('\n')}`))
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), cut, flipped, text), async (bytes) => {
    try {
      for (const { state, change } of planImport(await readTable(bytes), []).rows) assert.equal(state === 'wrong' || state === 'same', change === undefined)
    } catch (thrown) {
      assert.ok(refused(thrown), String(thrown))
    }
  }), { numRuns: 25 })
})

test('what a table says is what is written: any texts survive quoting, either encoding and either separator', async () => {
  const cell = fc.string({ unit: fc.constantFrom(...'abzÄöüß €–"\';, .123'), minLength: 3, maxLength: 30 }).filter((one) => one.trim().length > 2 && !one.includes('\u0096'))
  await fc.assert(fc.asyncProperty(cell, cell, cell, fc.constantFrom(';', ','), fc.boolean(), async (name, city, offers, separator, isWindows) => {
    const quoted = (one: string): string => `"${one.replaceAll('"', '""')}"`
    const text = [['Name', 'Ort', 'Bietet an'], [name, city, offers].map(quoted)].map((row) => row.join(separator)).join('\r\n')
    const actor = planImport(await readTable(isWindows ? windows(text) : csv(text)), []).rows[0]?.change?.actor
    assert.deepEqual([actor?.name, actor?.city, actor?.offers], [name, city, offers].map((one) => one.trim()))
  }), { numRuns: 100 })
})
