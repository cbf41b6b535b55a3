/** A meeting of health offices in a real browser: cards, agenda, live view, rounds, matrix and published minutes. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { portalService, type PortalService } from './portal-service.ts'
import { openPage, type VisitOptions } from './visit.ts'

let hub: PortalService
let browser: Browser
let meeting = ''
const hour = 3_600_000
const offices = ['Alphastadt', 'Betahausen', 'Gammatal', 'Lindenbruch', 'Steinwerth']

before(async () => {
  hub = await portalService('ruhr')
  browser = await launchBrowser()
  const start = Math.ceil(Date.now() / hour) * hour
  meeting = (await hub.call<{ ids: string[] }>('POST', '/meetings', 'editor', { meetings: [{
    title: 'Austausch der Gesundheitsämter', about: 'Alle zwei Wochen.', kind: 'online', start: new Date(start).toISOString(), end: new Date(start + 1.5 * hour).toISOString(), place: '', travel: '', rooms: '', access: 'https://video.example/raum', stage: 'open',
  }] })).ids[0]!
  for (const [at, name] of offices.entries()) {
    const who = `account:amt-${at}`
    await hub.call('PUT', `/meetings/${meeting}/participation`, who, { office: `Gesundheitsamt ${name}`, actor: '', name: `Person ${at}`, mail: '', named: at === 0 })
    await hub.call('PUT', `/meetings/${meeting}/card`, who, { version: 0, card: { topic: at < 2 ? 'citizens' : '', proud: `Online-Termine in ${name}`, challenge: 'Personal', next: '', differently: '', dependence: at % 5, dependenceText: '', projects: [{ title: 'Online-Termine', undertaking: '' }] } })
    await hub.call('PUT', `/meetings/${meeting}/matrix`, who, { project: { title: 'Online-Termine', undertaking: '' }, dimension: 'citizens', state: at === 0 ? 'have' : 'plan', note: '' })
  }
})
after(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const visit = (path: string, options: VisitOptions = {}): Promise<Page> => openPage(browser, `${hub.url}/netz/ruhr/treffen/${meeting}${path}`, options)

test('a phone without an account: registers, is asked to confirm, and sees no cards before', async () => {
  const page = await visit('', { width: 320 })
  await page.getByLabel('Gesundheitsamt').fill('Gesundheitsamt Ahlbach')
  await page.getByLabel('Ihr Name').fill('Ana Beispiel')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.getByText('Bitte nennen Sie Amt, Name und E-Mail-Adresse.').waitFor()
  await page.getByLabel('E-Mail').fill('ana@example.org')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.getByRole('heading', { name: 'Bitte bestätigen Sie Ihre Anmeldung' }).waitFor()
  assert.equal(await page.getByText('Online-Termine in Alphastadt').count(), 0)
  await axe(page)
  await noSidewaysScroll(page)
  await page.goto(`${hub.url}/netz/ruhr/treffen`)
  await page.getByRole('link', { name: 'Austausch der Gesundheitsämter' }).waitFor()
  await axe(page)
  await page.context().close()
})

test('the agenda: proposed from cards, put in order by mouse and by menu; the projector shows what is on', async () => {
  const page = await visit('/ablauf', { editor: true })
  const stage = await visit('/live', { editor: true, width: 390 })
  await page.getByRole('button', { name: 'Ablauf vorschlagen' }).click()
  await page.getByText('Je Karte 15 Minuten.').waitFor()
  await page.getByRole('button', { name: 'Übernehmen' }).click()
  const points = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Jetzt dran/ }) })
  const first = async (): Promise<string> => (await points.first().locator('strong').textContent()) ?? ''
  await page.getByRole('combobox', { name: 'Verschieben nach … : Gesundheitsamt Alphastadt' }).selectOption('2')
  await page.getByText('Geändert.').waitFor()
  assert.equal(await first(), 'Gesundheitsamt Betahausen')
  await points.nth(2).locator('strong').dragTo(points.first())
  await points.first().filter({ hasText: 'Alphastadt' }).waitFor()
  await page.getByRole('button', { name: /^Jetzt dran ?: Gesundheitsamt Alphastadt$/ }).press('Enter')
  await stage.getByRole('heading', { level: 2, name: 'Gesundheitsamt Alphastadt' }).waitFor()
  await stage.getByText('Online-Termine in Alphastadt').waitFor()
  await stage.getByLabel('Notizen zu diesem Punkt').fill('Die Vorlage geht an alle.')
  await stage.getByRole('button', { name: 'Nächster Punkt' }).click()
  await stage.getByRole('heading', { level: 2, name: 'Gesundheitsamt Betahausen' }).waitFor()
  for (const one of [page, stage]) {
    await axe(one)
    await noSidewaysScroll(one)
    await one.context().close()
  }
})

test('rounds at tables, and the matrix: a table with headers, project by project on the phone, on one sheet across', async () => {
  const page = await visit('/runden', { editor: true, width: 390 })
  await page.getByRole('button', { name: 'Runden planen' }).click()
  await page.getByRole('button', { name: 'Runde 1 beginnen' }).click()
  await page.getByText('läuft').waitFor()
  assert.equal(await page.getByRole('heading', { level: 3, name: /^Runde \d/ }).count(), 5)
  await axe(page)
  await noSidewaysScroll(page)
  const phone = await visit('/matrix', { editor: true, width: 320, language: 'en' })
  await phone.getByRole('row', { name: /Online-Termine.*Citizens|Online-Termine/ }).first().waitFor()
  await phone.getByText(': Gesundheitsamt Alphastadt').first().waitFor()
  await axe(phone)
  await noSidewaysScroll(phone)
  const paper = await phone.pdf({ preferCSSPageSize: true })
  assert.match(paper.toString('latin1'), /\/MediaBox\s*\[0 0 84[12]/, 'the matrix lies across')
  for (const one of [page, phone]) await one.context().close()
})

test('minutes are made from cards and notes, published with names only by leave, and read by everybody', async () => {
  const page = await visit('/protokoll', { editor: true })
  await page.getByLabel('Zusammenfassung').fill('Wir haben uns ausgetauscht.')
  await page.getByLabel('Beschlüsse').fill('Alle bringen eine Karte mit.')
  assert.match(await page.getByRole('textbox', { name: 'Gesundheitsamt Alphastadt' }).inputValue(), /Besprochen: Die Vorlage geht an alle\.$/)
  await page.getByRole('button', { name: 'Aufgabe anfügen' }).click()
  await page.getByLabel('Aufgabe 1', { exact: true }).fill('Vorlage schicken')
  await page.getByLabel('Veröffentlichen').check()
  await page.getByRole('button', { name: 'Fassung speichern' }).click()
  await page.getByRole('button', { name: 'Fassung 1' }).waitFor()
  await axe(page)
  const reader = await visit('/protokoll', { width: 320 })
  await reader.getByText('Wir haben uns ausgetauscht.').waitFor()
  await reader.getByText('Person 0 (Gesundheitsamt Alphastadt)').waitFor()
  assert.equal(await reader.getByText('Person 1').count(), 0)
  await axe(reader)
  await noSidewaysScroll(reader)
  for (const one of [page, reader]) await one.context().close()
})

test('an editor makes a row of meetings and sees the days before', async () => {
  const page = await visit('', { editor: true, width: 320 })
  await page.goto(`${hub.url}/netz/ruhr/treffen/neu`)
  await page.getByLabel('Titel').fill('Jour fixe')
  await page.getByRole('radio', { name: 'Alle zwei Wochen' }).check()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Anlegen' }).click()
  await page.getByRole('link', { name: 'Jour fixe' }).first().waitFor()
  assert.equal(await page.getByRole('link', { name: 'Jour fixe' }).count(), 6)
  await page.context().close()
})

test('an editor cancels a meeting: everybody reads why, and nobody can register any more', async () => {
  const start = Date.now() + 20 * 86_400_000
  const { ids: [id] } = await hub.call<{ ids: string[] }>('POST', '/meetings', 'editor', { meetings: [{
    title: 'Austausch im Winter', about: '', kind: 'online', start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString(), place: '', travel: '', rooms: '', access: 'https://video.example/raum', stage: 'open',
  }] })
  const page = await openPage(browser, `${hub.url}/netz/ruhr/treffen/${id}/einstellungen`, { editor: true, width: 320 })
  await page.getByLabel(/^Abgesagt, weil/).fill('Grippewelle')
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Speichern' }).click()
  const reader = await openPage(browser, `${hub.url}/netz/ruhr/treffen/${id}`, { width: 320 })
  await reader.getByText('Grippewelle').waitFor()
  assert.equal(await reader.getByRole('heading', { name: 'Amt anmelden' }).count(), 0)
  await axe(reader)
  await reader.goto(`${hub.url}/netz/ruhr/treffen`)
  await reader.getByText('Abgesagt', { exact: true }).waitFor()
  for (const one of [page, reader]) await one.context().close()
})
