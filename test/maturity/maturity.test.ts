/** A health office's maturity in a real browser before a real hub: two years with targets, two people at once, Excel, the report, and nobody else's eyes. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { systemClock } from '@steckwerk/kernel'
import { maturityPlug } from '@steckwerk/maturity'
import { openPlugboard, type Plugboard } from '@steckwerk/plugboard'
import { axe, noSidewaysScroll, type Page } from '@steckwerk/testing-browser'
import { portalHub, type PortalHub } from '../support/portal-hub.ts'

let hub: PortalHub
let plugboard: Plugboard
let people: { readonly ada: string; readonly ben: string; readonly editor: string }
let office = ''

before(async () => {
  hub = await portalHub(async ({ store, access, log }) => ({ plugboard: plugboard = await openPlugboard({ store, access, clock: systemClock, log, publicUrl: () => '', plugs: [maturityPlug], news: async () => undefined }) }))
  await plugboard.start(async () => { throw new Error('The service has no records.') })
  await hub.access.prepare(await hub.test.addCarrier('ruhr', 'Netz Ruhr', 'network'))
  await plugboard.grants.grant('ruhr', 'steckwerk-maturity', {}, { actor: 'Device/operator-token', trace: 'test', purpose: 'HSYSADMIN' })
  const editor = (await hub.call('POST', '/admin/carriers/ruhr/people', { name: 'Edda Redaktion', roles: ['network-editor'], sites: 'all' })) as { person: { account: string } }
  people = { ada: await hub.member('Ada Amt', ['clinician']), ben: await hub.member('Ben Büro', ['clinician']), editor: editor.person.account }
})
after(async () => {
  await plugboard?.[Symbol.asyncDispose]()
  await hub?.[Symbol.asyncDispose]()
})

/** A call of the service as a page makes it. */
function ask<Json>(page: Page, method: string, path: string, body?: unknown): Promise<Json> {
  return page.evaluate(async ({ method: verb, path: at, body: sent }) => {
    const answer = await fetch(`/services/steckwerk-maturity/ruhr${at}`, { method: verb, headers: { 'x-steckwerk': '1', ...(sent === undefined ? {} : { 'content-type': 'application/json' }) }, ...(sent === undefined ? {} : { body: JSON.stringify(sent) }) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text) as unknown
  }, { method, path, body }) as Promise<Json>
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${hub.url}/netz/ruhr/reifegrad${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

async function assess(page: Page, day: string, of: (item: string) => number): Promise<string> {
  const { id } = await ask<{ id: string }>(page, 'POST', `/offices/${office}/assessments`, { model: 'oegd', kind: 'yearly', day, team: ['Ada Amt', 'Ben Büro'] })
  const { model } = await ask<{ model: { dimensions: { items: { code: string }[] }[] } }>(page, 'GET', `/offices/${office}/assessments/${id}`)
  const none = { value: null, comment: '', evidence: [] }
  const changes = model.dimensions.flatMap(({ items }) => items).map(({ code }) => ({ item: code, was: none, now: { value: of(code), comment: 'Im Team besprochen', evidence: ['Protokoll 3'] } }))
  const { version } = await ask<{ version: number }>(page, 'POST', `/offices/${office}/assessments/${id}/answers`, { changes })
  await ask(page, 'POST', `/offices/${office}/assessments/${id}/completed`, { version })
  return id
}

test('an editor adds a house and invites; the invitation is accepted on a phone', async () => {
  const { page, complaints } = await hub.visit(people.editor)
  await open(page, '')
  await page.getByLabel('Name des Hauses').fill('Gesundheitsamt Musterstadt')
  await page.getByRole('button', { name: 'Haus anlegen' }).click()
  await page.getByRole('button', { name: 'Einladen' }).click()
  const link = await page.getByRole('link', { name: /beitritt#/ }).getAttribute('href')
  await axe(page)
  const phone = await hub.visit(people.ada, { width: 320 })
  await phone.page.goto(hub.url + link!)
  await phone.page.getByRole('button', { name: 'Annehmen' }).click()
  await phone.page.getByRole('heading', { level: 1, name: 'Gesundheitsamt Musterstadt' }).waitFor()
  await noSidewaysScroll(phone.page)
  await axe(phone.page)
  office = new URL(phone.page.url()).pathname.split('/').at(-1)!
  // The editor does not come in.
  await open(page, `/${office}`)
  await page.getByText('Dieses Haus gibt es hier nicht, oder Sie gehören nicht dazu.').waitFor()
  assert.deepEqual([...complaints, ...phone.complaints], [])
})

test('two years with a target: result, report and Excel', async () => {
  const { page, complaints } = await hub.visit(people.ada)
  await open(page, `/${office}`)
  const from = await assess(page, '2025-11-01', () => 1)
  await ask(page, 'POST', `/offices/${office}/targets`, { goal: { kind: 'rise', dimensions: 2, by: 2 }, from, until: '2026-12-31', note: '' })
  const now = await assess(page, '2026-11-01', (item) => (/^(?:staff|security)\./.test(item) ? 3 : 1))
  await open(page, `/${office}/${now}/ergebnis`)
  await page.getByText('Erreicht am 01.11.2026').waitFor()
  assert.equal(await page.getByRole('row', { name: /^Mitarbeitende Stufe 3 Stufe 1 zurückgehalten$/ }).count(), 1)
  await axe(page)
  const report = await (await page.context().request.get(`${hub.url}/services/steckwerk-maturity/ruhr/offices/${office}/assessments/${now}/report`)).body()
  assert.equal(report.subarray(0, 5).toString(), '%PDF-')
  const narrow = await hub.visit(people.ada, { width: 320, language: 'en' })
  await open(narrow.page, `/${office}/${now}/ergebnis`)
  await narrow.page.getByText('Reached on 01/11/2026').waitFor()
  await noSidewaysScroll(narrow.page)
  await axe(narrow.page)
  assert.deepEqual([...complaints, ...narrow.complaints], [])
})

test('two at once: the later one is asked, and an Excel file changes what it says and nothing else', async () => {
  const ada = await hub.visit(people.ada)
  await open(ada.page, `/${office}`)
  const { code } = await ask<{ code: string }>(ada.page, 'POST', `/offices/${office}/invitations`, {})
  const ben = await hub.visit(people.ben, { width: 390 })
  await open(ben.page, '')
  await ask(ben.page, 'POST', '/invitations/accepted', { code })
  await ada.page.getByRole('button', { name: 'Neue Einschätzung' }).click()
  await ada.page.getByRole('radio', { name: /Zwischenstand/ }).check()
  await ada.page.getByRole('button', { name: 'Beginnen' }).click()
  await ada.page.getByRole('heading', { level: 2, name: /Digitalisierungsstrategie/ }).waitFor()
  await ben.page.goto(ada.page.url())
  const goals = (page: Page) => page.getByRole('group', { name: /^Ziele und Fahrplan/ })
  await goals(ben.page).getByRole('radio', { name: /Stufe 1/ }).waitFor()
  await goals(ada.page).getByRole('radio', { name: /Stufe 2/ }).check()
  await ada.page.getByText(/^Zwischengespeichert \d\d:\d\d$/).waitFor()
  await goals(ben.page).getByRole('radio', { name: /Stufe 1/ }).check()
  await ben.page.getByText('Ada Amt hat inzwischen geantwortet: Stufe 2').waitFor()
  await axe(ben.page)
  await noSidewaysScroll(ben.page)
  await ben.page.getByRole('button', { name: 'Diese Antwort übernehmen' }).click()
  assert.ok(await goals(ben.page).getByRole('radio', { name: /Stufe 2/ }).isChecked())
  const [download] = await Promise.all([ben.page.waitForEvent('download'), ben.page.getByRole('link', { name: 'Excel-Datei herunterladen' }).click()])
  const sheet = { name: 'a.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await readFile(await download.path()) }
  await ben.page.locator('input[type=file]').setInputFiles(sheet)
  await ben.page.getByText('Die Datei ändert nichts.').waitFor()
  assert.deepEqual([...ada.complaints, ...ben.complaints], [])
})
