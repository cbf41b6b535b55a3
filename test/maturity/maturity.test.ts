/** A health office's maturity in a real browser before a real hub: two years with targets, two people at once, Excel, the report, and nobody else's eyes. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { axe, noSidewaysScroll, type Page } from '@steckwerk/testing-browser'
import { ask, maturityHub, type MaturityHub } from './maturity-hub.ts'

let setting: MaturityHub
let people: { readonly ada: string; readonly ben: string }
let office = ''

before(async () => {
  setting = await maturityHub()
  people = { ada: await setting.member('Ada Amt'), ben: await setting.member('Ben Büro') }
})
after(() => setting?.[Symbol.asyncDispose]())

test('an editor adds a house and invites; the invitation is accepted on a phone', async () => {
  const { page, complaints } = await setting.hub.visit(setting.editor)
  await setting.open(page, '')
  await page.getByLabel('Name des Hauses').fill('Gesundheitsamt Musterstadt')
  await page.getByRole('button', { name: 'Haus anlegen' }).click()
  await page.getByRole('button', { name: /^Einladen ?: Gesundheitsamt Musterstadt$/ }).click()
  await page.getByRole('button', { name: 'Link erzeugen' }).click()
  const link = await page.getByRole('link', { name: /beitritt#/ }).getAttribute('href')
  await axe(page)
  const phone = await setting.hub.visit(people.ada, { width: 320 })
  await phone.page.goto(setting.hub.url + link!)
  await phone.page.getByRole('button', { name: 'Annehmen' }).click()
  await phone.page.getByRole('heading', { level: 1, name: 'Gesundheitsamt Musterstadt' }).waitFor()
  await noSidewaysScroll(phone.page)
  await axe(phone.page)
  office = new URL(phone.page.url()).pathname.split('/').at(-1)!
  // The editor does not come in.
  await setting.open(page, `/${office}`)
  await page.getByText('Dieses Haus gibt es hier nicht, oder Sie gehören nicht dazu.').waitFor()
  assert.deepEqual([...complaints, ...phone.complaints], [])
})

test('two years with a target: result, report and Excel', async () => {
  const { page, complaints } = await setting.hub.visit(people.ada)
  await setting.open(page, `/${office}`)
  const from = await setting.assess(page, office, '2025-11-01', () => 1)
  await ask(page, 'POST', `/offices/${office}/targets`, { goal: { kind: 'rise', dimensions: 2, by: 2 }, from, until: '2026-12-31', note: '' })
  const now = await setting.assess(page, office, '2026-11-01', (item) => (/^(?:staff|security)\./.test(item) ? 3 : 1))
  await setting.open(page, `/${office}/${now}/ergebnis`)
  await page.getByText('Erreicht am 01.11.2026').waitFor()
  assert.equal(await page.getByRole('row', { name: /^Mitarbeitende Stufe 3 Stufe 1 zurückgehalten$/ }).count(), 1)
  await axe(page)
  const report = await (await page.context().request.get(`${setting.hub.url}/services/steckwerk-maturity/ruhr/offices/${office}/assessments/${now}/report`)).body()
  assert.match(report.toString('latin1'), /^%PDF-1\.7[^]*\/MediaBox \[0 0 595\.28 841\.89\]/, 'A4')
  const narrow = await setting.hub.visit(people.ada, { width: 320, language: 'en' })
  await setting.open(narrow.page, `/${office}/${now}/ergebnis`)
  await narrow.page.getByText('Reached on 01/11/2026').waitFor()
  await noSidewaysScroll(narrow.page)
  await axe(narrow.page)
  assert.deepEqual([...complaints, ...narrow.complaints], [])
})

test('two at once: the later one is asked, and an Excel file changes what it says and nothing else', async () => {
  const ada = await setting.hub.visit(people.ada)
  await setting.open(ada.page, `/${office}`)
  const { code } = await ask<{ code: string }>(ada.page, 'POST', `/offices/${office}/invitations`, {})
  const ben = await setting.hub.visit(people.ben, { width: 390 })
  await setting.open(ben.page, '')
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
