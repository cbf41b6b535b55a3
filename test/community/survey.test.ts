/** Surveys, and what a barcamp asks at its registration, in a real browser: written at an editor's desk, answered on a phone without an account, read by the editors and, once closed, by everybody. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { portalService, type PortalService } from './portal-service.ts'
import { sampleAnswer, sampleForm } from './survey-sample.ts'
import { openPage, type VisitOptions } from './visit.ts'

let hub: PortalService
let browser: Browser
const day = 86_400_000
const at = (days: number): string => new Date(Date.now() + days * day).toISOString()

before(async () => {
  hub = await portalService('ruhr')
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const visit = (path: string, options: VisitOptions = {}): Promise<Page> => openPage(browser, `${hub.url}/netz/ruhr${path}`, options)
const settings = { published: true, opens: at(-3), closes: at(5), results: true, topics: [], keepDays: 30 }

async function openSurvey(answers: readonly (readonly unknown[])[] = []): Promise<string> {
  const { id } = await hub.call<{ id: string }>('POST', '/surveys', 'editor', { title: 'Was bremst Sie im Alltag?', from: '' })
  await hub.call('PUT', `/surveys/${id}/questions`, 'editor', { version: 1, questionnaire: sampleForm })
  await hub.call('PUT', `/surveys/${id}/settings`, 'editor', { version: 2, settings })
  for (const [who, item] of answers.entries()) await hub.call('PUT', `/surveys/${id}/answer`, `somebody-${who}`, { turn: 1, item })
  return id
}
const countOf = async (id: string): Promise<number> => (await hub.call<{ answers: number }>('GET', `/surveys/${id}`, 'editor')).answers

test('an editor writes a survey and opens it, by keyboard; then everybody finds it', async () => {
  const page = await visit('/befragungen', { editor: true })
  await page.getByLabel('Titel').fill('Wie war Ihr Jahr?')
  await page.getByLabel('Titel').press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Fragen der Befragung' }).waitFor()
  await page.getByRole('button', { name: 'Speichern und weiter' }).press('Enter')
  await page.getByText('Das Formular hat noch keine Frage.').waitFor()
  const kinds = page.getByLabel('Art der neuen Frage')
  assert.deepEqual((await kinds.locator('option').allTextContents()).filter((kind) => /Datei|berechnet|Berechnet/.test(kind)), [])
  await kinds.selectOption({ label: 'Ja oder Nein' })
  await page.getByRole('button', { name: 'Hinzufügen', exact: true }).press('Enter')
  await page.getByLabel('Text (Deutsch)').fill('Kommen Sie wieder?')
  await axe(page)
  await page.getByRole('button', { name: 'Speichern und weiter' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Wie war Ihr Jahr?' }).waitFor()
  await page.getByLabel('Die Befragung').press('Space')
  await page.getByRole('button', { name: 'Speichern', exact: true }).press('Enter')
  await page.getByText(/^Antworten bis/).first().waitFor()
  await axe(page)
  const phone = await visit('', { width: 320 })
  await phone.getByRole('link', { name: 'Wie war Ihr Jahr?' }).click()
  await phone.getByText('Kommen Sie wieder?').waitFor()
  await axe(phone)
  await noSidewaysScroll(phone)
})

test('somebody answers on a phone without an account: one question a page, kept until it is sent, changed, taken back', async () => {
  const id = await openSurvey()
  const page = await visit(`/befragungen/${id}`, { width: 320 })
  await page.getByRole('button', { name: 'Weiter' }).press('Enter')
  await page.getByText('Bitte beantworten').or(page.getByText('Diese Frage')).first().waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByLabel('Doppelte Eingaben').press('Space')
  await page.getByRole('button', { name: 'Weiter' }).press('Enter')
  await page.getByLabel('Wie dringend ist das, von 1 bis 5?').fill('4')
  await page.getByText(/^Zwischengespeichert \d/).waitFor()
  assert.equal(await countOf(id), 0)
  await page.goto(`${hub.url}/netz/ruhr/befragungen/${id}`)
  await page.getByText('Willkommen zurück.').waitFor()
  await page.getByLabel('Was sollten wir gemeinsam angehen?').fill('Einen Bogen für alle')
  await page.getByRole('button', { name: 'Weiter zum Prüfen' }).press('Enter')
  await page.getByRole('heading', { name: 'Bitte sehen Sie alles noch einmal durch' }).waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Antworten abschicken' }).press('Enter')
  await page.getByText('Danke, Ihre Antworten sind angekommen.').waitFor()
  assert.equal(await countOf(id), 1)
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('survey')).length), 0)
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Antworten ändern' }).press('Enter')
  await page.getByRole('button', { name: 'Ändern: Wie dringend ist das, von 1 bis 5?' }).press('Enter')
  await page.getByLabel('Wie dringend ist das, von 1 bis 5?').fill('5')
  await page.getByRole('button', { name: 'Weiter' }).press('Enter')
  await page.getByRole('button', { name: 'Weiter zum Prüfen' }).press('Enter')
  await page.getByRole('button', { name: 'Antworten abschicken' }).press('Enter')
  await page.getByText('Danke, Ihre Antworten sind angekommen.').waitFor()
  assert.equal(await countOf(id), 1)
  await page.getByRole('button', { name: 'Zurückziehen' }).press('Enter')
  await page.getByRole('button', { name: 'Ja, löschen' }).press('Enter')
  await page.getByText('Frage 1 von 3').waitFor()
  assert.equal(await countOf(id), 0)
})

test('editors read all of it and begin an undertaking from what somebody wrote; everybody reads the numbers once it is closed, in English too', async () => {
  const id = await openSurvey(['fax', 'fax', 'twice', 'fax', 'search'].map((code, who) => sampleAnswer(code, who + 1, who === 0 ? 'Einen Überleitungsbogen für alle' : '')))
  const page = await visit(`/befragungen/${id}/ergebnisse`, { editor: true })
  const row = page.getByRole('row', { name: 'Faxe und Anrufe' })
  assert.match(await row.textContent() ?? '', /3 \(60 %\)/)
  await axe(page)
  await page.getByRole('link', { name: 'Vorhaben daraus beginnen: Einen Überleitungsbogen für alle' }).click()
  await page.waitForURL(/\/vorhaben\/neu\?/)
  assert.equal(await page.getByLabel('Titel').inputValue(), 'Einen Überleitungsbogen für alle')
  const said = new URL(page.url()).searchParams
  assert.deepEqual([said.get('aus'), said.get('anlass'), said.get('pfad')], [`survey/${id}`, 'Was bremst Sie im Alltag?', `/netz/ruhr/befragungen/${id}`])
  const { id: undertaking } = await hub.call<{ id: string }>('POST', '/undertakings', 'editor', {
    undertaking: { title: 'Einen Überleitungsbogen für alle' }, origin: { kind: 'survey', id, title: 'Was bremst Sie im Alltag?', path: `/netz/ruhr/befragungen/${id}` }, stage: 'need', by: 'Koordinierungsstelle', day: at(0).slice(0, 10),
  })
  await page.goto(`${hub.url}/netz/ruhr/vorhaben/${undertaking}`)
  await page.getByRole('listitem').filter({ hasText: 'Was bremst Sie im Alltag?' }).waitFor()
  await page.getByRole('link', { name: 'Was bremst Sie im Alltag?' }).click()
  await page.getByRole('heading', { level: 1, name: 'Was bremst Sie im Alltag?' }).waitFor()
  await page.getByText('Zeiten und Ergebnisse').click()
  await page.getByRole('button', { name: 'Jetzt beenden' }).click()
  await page.getByText(/^Beendet am/).waitFor()
  const phone = await visit(`/befragungen/${id}`, { width: 320, language: 'en-GB' })
  await phone.getByRole('heading', { level: 2, name: 'What takes most of your time?' }).waitFor()
  assert.match(await phone.getByRole('row', { name: 'Faxes and calls' }).textContent() ?? '', /3 \(60 %\)/)
  assert.equal(await phone.getByText('Überleitungsbogen').count(), 0)
  await axe(phone)
  await noSidewaysScroll(phone)
})

test('a barcamp asks its guests, who answer with their registration; the list at the door has it', async () => {
  const { id } = await hub.call<{ id: string }>('POST', '/barcamps', 'editor', {
    title: 'Barcamp', about: '', place: 'Zeche', capacity: 20, stage: 'open', pitching: true, voting: true, programme: false, keepDays: 7,
    rooms: [{ id: 'r1', name: 'Saal', seats: 50, equipment: [], closedAt: [] }], slots: [{ id: 's1', start: at(20), end: at(20.05) }],
  })
  const desk = await visit(`/barcamp/${id}/fragebogen`, { editor: true })
  await desk.getByLabel('Art der neuen Frage').selectOption({ label: 'Kurzer Text' })
  await desk.getByRole('button', { name: 'Hinzufügen', exact: true }).click()
  await desk.getByLabel('Text (Deutsch)').fill('Was brauchen Sie?')
  await desk.getByLabel('Muss beantwortet werden').click()
  await axe(desk)
  await desk.getByRole('button', { name: 'Bei der Anmeldung fragen' }).click()
  await desk.getByRole('heading', { level: 1, name: 'Räume, Zeiten, Einstellungen' }).waitFor()
  const phone = await visit(`/barcamp/${id}`, { width: 320 })
  await phone.getByLabel('Name', { exact: true }).fill('Ana Beispiel')
  await phone.getByRole('button', { name: 'Anmelden', exact: true }).press('Enter')
  const need = phone.getByLabel('Was brauchen Sie?')
  await phone.waitForFunction(() => document.activeElement?.closest('[data-path]') !== null)
  await axe(phone)
  await noSidewaysScroll(phone)
  await need.fill('Einen Platz mit Rampe')
  await phone.getByRole('button', { name: 'Anmelden', exact: true }).press('Enter')
  await phone.getByText('Sie sind angemeldet').waitFor()
  await desk.goto(`${hub.url}/netz/ruhr/barcamp/${id}/einlass`)
  await desk.getByText('Mehr zu Ana Beispiel').click()
  await desk.getByText('Einen Platz mit Rampe').waitFor()
  await axe(desk)
})
