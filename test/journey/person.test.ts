import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { testRegion, type TestRegion } from '../support/region.ts'

const password = 'vier Wörter im Garten'

let held: TestRegion
let browser: Browser
let token: string
/** The hub by a name, as passkeys want it. */
let home: string

before(async () => {
  held = await testRegion()
  browser = await launchBrowser()
  token = readFileSync(join(held.data, 'operator-token'), 'utf8').trim()
  home = held.region.url.replace('127.0.0.1', 'localhost')
  await admin('/admin/carriers', { carrier: 'beta', name: 'Stiftung Beta' })
  await known('beta')
  for (const [carrier, id] of [['alpha', 'erika'], ['beta', 'erika-b']] as const) {
    await put(carrier, { resourceType: 'Patient', id, birthDate: '1964-08-12', gender: 'female', name: [{ family: 'Mustermann', given: ['Erika'] }] })
    await put(carrier, { resourceType: 'Encounter', id: `${id}-1`, status: 'finished', class: { code: 'IMP' }, subject: { reference: `Patient/${id}` }, period: { start: '2026-03-01T08:00:00Z', end: '2026-03-04T10:00:00Z' } })
  }
})
after(async () => {
  await browser.close()
  await held[Symbol.asyncDispose]()
})

/** A hub may know a new carrier a moment later. */
async function known(carrier: string): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await fetch(`${held.region.url}/fhir/${carrier}/Patient?_summary=count`, { headers: { authorization: `Bearer ${token}` } })).ok) assert.ok(Date.now() < deadline, `${carrier} is not known`)
}

async function call(path: string, method: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${held.region.url}${path}`, { method, body: JSON.stringify(body), headers: { authorization: `Bearer ${token}`, 'content-type': path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json' } })
  const text = await answer.text()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
const admin = (path: string, body: unknown): Promise<unknown> => call(path, 'POST', body)
const put = (carrier: string, resource: { readonly resourceType: string; readonly id: string; readonly [member: string]: unknown }): Promise<unknown> => call(`/fhir/${carrier}/${resource.resourceType}/${resource.id}`, 'PUT', resource)

async function letterCode(carrier: string, patient: string): Promise<string> {
  return ((await admin(`/admin/carriers/${carrier}/patients/${patient}/activation-codes`, { kind: 'self', language: 'de' })) as { code: string }).code
}

/** A page that can hold passkeys, and what it complained of. */
async function openPage(options: { readonly width?: number } = {}): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: options.width ?? 1280, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  return { page, complaints }
}

async function fillBirthDate(page: Page): Promise<void> {
  await page.getByLabel('Tag', { exact: true }).fill('12')
  await page.getByLabel('Monat').fill('8')
  await page.getByLabel('Jahr').fill('1964')
}

test('from the letter to a passkey: account, sign-in without a password, second hospital, release, withdrawal, log, device list', async (t) => {
  const { page, complaints } = await openPage()
  await page.goto(`${home}/verknuepfen#${await letterCode('alpha', 'erika')}`)
  await page.getByRole('heading', { level: 1, name: 'Willkommen' }).waitFor()
  await fillBirthDate(page)
  await page.getByRole('button', { name: 'Weiter' }).click()
  await page.getByLabel('Ihr Name').fill('Erika Mustermann')
  await page.getByLabel('E-Mail-Adresse oder Kontoname').fill('erika@example.org')
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Konto anlegen' }).click()
  await page.getByRole('heading', { level: 1, name: /Geschafft/ }).waitFor()
  await page.getByRole('button', { name: 'Passkey einrichten' }).click()
  await page.getByRole('heading', { level: 1, name: /Erika Mustermann/ }).waitFor()
  await page.getByText('Stationärer Aufenthalt').waitFor()
  await axe(page)

  await t.test('sign in by the passkey alone', async () => {
    await page.getByRole('button', { name: 'Abmelden' }).click()
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click()
    await page.getByRole('heading', { level: 1, name: /Erika Mustermann/ }).waitFor()
  })

  await t.test('a second hospital by its letter, and nothing is asked twice', async () => {
    await page.goto(`${home}/verknuepfen#${await letterCode('beta', 'erika-b')}`)
    await page.getByRole('heading', { level: 1, name: 'Krankenhaus verbinden' }).waitFor()
    await fillBirthDate(page)
    await page.getByRole('button', { name: 'Verbinden', exact: true }).click()
    await page.getByText(/Stiftung Beta ist jetzt mit Ihrem Konto verbunden/).waitFor()
    await page.getByRole('link', { name: 'Zur Übersicht' }).click()
    await page.getByText('Dürfen Ihre Krankenhäuser voneinander wissen?').waitFor()
  })

  await t.test('a release is previewed in numbers, given and withdrawn', async () => {
    await page.getByRole('link', { name: 'Freigabe geben' }).click()
    await page.getByRole('group', { name: /^1\./ }).getByRole('radio').first().check()
    await page.getByRole('group', { name: /^2\./ }).getByRole('radio').first().check()
    await page.getByRole('group', { name: /^3\./ }).getByRole('radio').first().check()
    await page.getByRole('button', { name: 'Weiter zur Vorschau' }).click()
    await page.getByRole('columnheader', { name: 'Dann sichtbar' }).waitFor()
    await axe(page)
    await page.getByRole('button', { name: 'Freigabe geben' }).click()
    await page.getByText('in Kraft', { exact: true }).waitFor()
    await axe(page)
    await page.getByRole('button', { name: 'Widerrufen' }).click()
    await page.getByRole('button', { name: 'Sofort widerrufen' }).click()
    await page.getByRole('heading', { name: 'Nicht mehr in Kraft' }).waitFor()
  })

  await t.test('the log names who looked, and opens', async () => {
    await page.goto(`${home}/meine/zugriffe`)
    await page.getByText('Sie selbst').first().click()
    await page.getByRole('listitem').filter({ hasText: 'Sie selbst' }).getByRole('list').getByRole('listitem').first().waitFor()
    await axe(page)
  })

  await t.test('the desk number waits for the desk', async () => {
    await page.goto(`${home}/meine/krankenhaeuser/neu`)
    await page.getByRole('button', { name: 'Nummer anzeigen' }).click()
    await page.getByText('Warten auf den Empfang').waitFor()
  })

  await t.test('somebody is invited, and the code is shown once', async () => {
    await page.goto(`${home}/meine/angehoerige/einladen`)
    await page.getByLabel('Wen möchten Sie einladen?').fill('Meine Tochter')
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Einladung erstellen' }).click()
    await page.getByText('Geben Sie diesen Code weiter.').waitFor()
    await page.getByRole('link', { name: 'Fertig' }).click()
    await page.getByText('Meine Tochter').waitFor()
    await axe(page)
  })

  await t.test('the account: the passkey stands there, the session is this device, the history knows both', async () => {
    await page.goto(`${home}/konto`)
    await page.getByText('Erster Passkey').waitFor()
    await axe(page)
    await page.goto(`${home}/konto/geraete`)
    await page.getByText('dieses Gerät').waitFor()
    await page.getByText('Passkey eingerichtet').waitFor()
    await axe(page)
  })
  assert.deepEqual(complaints, [])
})

test('at 127.0.0.1 the page says where passkeys work, and a wrong password says nothing more', async () => {
  const { page, complaints } = await openPage({ width: 320 })
  await page.goto(`${held.region.url}/anmelden`)
  await page.getByText('Mit Passkey anmelden').click()
  const there = await page.getByRole('link', { name: /localhost/ }).getAttribute('href')
  assert.equal(new URL(there ?? '').origin, home)
  await page.getByLabel('Konto').fill('erika@example.org')
  await page.getByLabel('Passwort', { exact: true }).fill('nicht dieses hier')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Konto und Passwort passen nicht zusammen.').waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  assert.deepEqual(complaints, [])
})
