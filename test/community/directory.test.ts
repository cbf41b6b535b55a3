/** The directory and the one search in a real browser: list and map, search, an actor, an entry, open data, the start page and the navigation. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { actorInput, type Actor } from '@steckwerk/community'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { portalService, type PortalService } from './portal-service.ts'
import { openPage, type VisitOptions } from './visit.ts'

const actor = (id: string, name: string, more: Partial<Actor> = {}): Actor => ({ id, ...actorInput.parse({ name, kind: 'other', city: 'Alphastadt' }), ...more })
const near = (longitude: number, latitude: number) => ({ position: { longitude, latitude } })
const actors = [
  actor('klinik', 'Klinikum Südhöhe', { kind: 'hospital', topics: ['Entlassmanagement'], about: 'Wir schicken Entlassbriefe ohne Fax.', ...near(7.31, 51.52) }),
  actor('pflege', 'Ambulanter Pflegedienst Sonnenseite', { kind: 'care', topics: ['Überleitung', 'Entlassmanagement'], city: 'Betahausen', ...near(7.52, 51.44) }),
  actor('amt', 'Gesundheitsamt Gammatal', { kind: 'health-office', topics: ['Reifegrad'], city: 'Gammatal', ...near(7.12, 51.36) }),
  actor('netz', 'Digitalkreis ohne Haus', { kind: 'association', topics: ['Weiterbildung'] }),
  ...Array.from({ length: 10 }, (_, at) => actor(`praxis${at}`, `Praxis ${at + 1} am Markt`, { kind: 'practice', topics: ['Überweisung'], city: 'Lindenbruch', ...near(7.08 + at / 3000, 51.61 + (at % 3) / 3000) })),
]

let hub: PortalService
let browser: Browser

before(async () => {
  hub = await portalService('ruhr', { actors })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const visit = (path: string, options: VisitOptions = {}): Promise<Page> => openPage(browser, `${hub.url}/netz/ruhr${path}`, options)

test('list and map show the same: filtered together, chosen together, by keys alone', async () => {
  const page = await visit('/verzeichnis')
  const list = page.getByRole('list', { name: 'Einrichtungen', exact: true })
  const map = page.getByRole('group', { name: /^Karte der Einrichtungen/ })
  await page.getByText('14 Einrichtungen', { exact: true }).waitFor()
  assert.equal(await list.getByRole('listitem').count(), 14)
  assert.deepEqual(await map.getByRole('button').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label')).toSorted()), [
    '10 Einrichtungen in Lindenbruch, näher heran', 'Ambulanter Pflegedienst Sonnenseite, Pflege und Nachsorge, Betahausen', 'Gesundheitsamt Gammatal, Gesundheitsamt, Gammatal', 'Klinikum Südhöhe, Krankenhaus, Alphastadt',
  ])
  await page.getByText('1 Einrichtung hat keinen Ort auf der Karte; sie steht in der Liste.').waitFor()
  await axe(page)

  await list.getByRole('button', { name: /^Auf der Karte.*Klinikum/ }).click()
  const clinic = map.getByRole('button', { name: /^Klinikum/ })
  assert.equal(await clinic.getAttribute('aria-pressed'), 'true')
  await clinic.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  assert.equal(await map.getByRole('button', { name: /^Ambulanter/ }).getAttribute('aria-pressed'), 'true')
  assert.equal(await list.getByRole('button', { name: /^Auf der Karte.*Ambulanter/ }).getAttribute('aria-pressed'), 'true')

  await map.getByRole('button', { name: /^10 Einrichtungen/ }).press('Enter')
  await map.getByRole('button', { name: /^Praxis 3 / }).waitFor()
  await page.keyboard.press('Escape')
  await map.getByRole('button', { name: /^10 Einrichtungen/ }).waitFor()

  await page.getByLabel('Thema', { exact: true }).selectOption('Entlassmanagement')
  await page.getByText('2 Einrichtungen', { exact: true }).waitFor()
  assert.equal(await map.getByRole('button').count(), 2)
  await page.keyboard.press('Tab')
  await page.locator('h1').click()
  await page.keyboard.press('/')
  await page.keyboard.type('sudhohe')
  await page.getByText('1 Einrichtung', { exact: true }).waitFor()
  await list.getByRole('link', { name: 'Klinikum Südhöhe' }).click()
  await page.getByRole('heading', { level: 1, name: 'Klinikum Südhöhe' }).waitFor()
  await page.getByRole('img', { name: 'Karte der Region; Klinikum Südhöhe liegt in Alphastadt' }).waitFor()
  await axe(page)
  await page.context().close()
})

test('on a phone list and map are one after the other, and the navigation opens', async () => {
  const page = await visit('/verzeichnis', { width: 320 })
  await page.getByText('14 Einrichtungen', { exact: true }).waitFor()
  await noSidewaysScroll(page)
  const map = page.getByRole('group', { name: /^Karte der Einrichtungen/ })
  assert.equal(await map.isVisible(), false)
  await page.getByRole('button', { name: 'Karte', exact: true }).click()
  await map.waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('button', { name: 'Menü' }).click()
  const links = page.getByRole('navigation', { name: 'Bereiche' })
  assert.equal(await links.getByRole('link', { name: 'Verzeichnis' }).getAttribute('aria-current'), 'page')
  await noSidewaysScroll(page)
  await axe(page)
  await page.keyboard.press('Escape')
  assert.equal(await links.isVisible(), false)
  await page.context().close()
})

test('a question is answered, narrowed, and becomes a need where nobody has solved it; in English, too', async () => {
  const page = await visit('')
  await page.getByText('14 Einrichtungen auf der Karte und in der Liste').waitFor()
  await axe(page)
  await page.keyboard.press('/')
  await page.keyboard.type('Wer hat schon Entlassbriefe ohne Fax gelöst?')
  await page.keyboard.press('Enter')
  await page.getByText('1 Treffer').waitFor()
  assert.deepEqual(await page.locator('main mark').allTextContents(), ['Entlassbriefe', 'Fax'])
  await axe(page)
  const field = page.getByLabel('Was suchen Sie?')
  await field.fill('dienst')
  await page.getByRole('link', { name: 'Ambulanter Pflegedienst Sonnenseite' }).waitFor()
  assert.ok(page.url().endsWith('/suche?q=dienst'))
  await field.fill('Quantenrechner')
  const need = page.getByRole('link', { name: 'Als Bedarf melden' })
  assert.equal(new URL(await need.evaluate((link: HTMLAnchorElement) => link.href)).search, '?titel=Quantenrechner')
  await page.context().close()

  const english = await visit('/suche?q=Pflegedeinst', { width: 320, language: 'en-GB' })
  await english.getByText('1 result').waitFor()
  await noSidewaysScroll(english)
  await axe(english)
  await english.context().close()
})

test('open data: each file comes, and the code of a widget shows what was chosen', async () => {
  const page = await visit('/daten')
  for (const name of ['Tabelle (CSV)', 'Karte (GeoJSON)', 'FHIR (IHE mCSD)', 'Open Referral (HSDS 3)', 'Feed (RSS)', 'Kalender (iCalendar)', 'Suche (JSON)']) {
    const answer = await page.request.get(await page.getByRole('link', { name, exact: true }).evaluate((link: HTMLAnchorElement) => link.href))
    assert.equal(answer.status(), 200, name)
  }
  await page.getByLabel('Was', { exact: true }).selectOption('actors')
  await page.getByLabel('Art der Einrichtung').selectOption('hospital')
  const code = await page.getByLabel('Code für Ihre Seite').inputValue()
  await axe(page)
  const foreign = createServer((_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><title>Fremde Seite</title><main><h1>Fremde Seite</h1>${code}</main>`)).listen(0, '127.0.0.1')
  await once(foreign, 'listening')
  await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}`)
  const lines = page.frameLocator('iframe').getByRole('listitem')
  await lines.first().waitFor()
  assert.deepEqual(await lines.allTextContents(), ['Klinikum SüdhöheKrankenhaus · Alphastadt'])
  await page.context().close()
  foreign.close()
  foreign.closeAllConnections()
  const phone = await visit('/daten', { width: 320 })
  await noSidewaysScroll(phone)
  await phone.context().close()
})

test('somebody enters their organization', async () => {
  const page = await visit('/eintragen', { width: 390 })
  await page.getByLabel('Name der Einrichtung').fill('Apotheke am Tor')
  await page.getByLabel('Art der Einrichtung').selectOption('pharmacy')
  await page.getByLabel('Ort', { exact: false }).last().fill('Gammatal')
  await page.getByLabel('Ihre E-Mail-Adresse').fill('tor@apotheke.example')
  await page.getByRole('button', { name: 'Absenden und E-Mail erhalten' }).click()
  await page.getByRole('heading', { name: 'Fast geschafft' }).waitFor()
  await axe(page)
  await page.context().close()
})
