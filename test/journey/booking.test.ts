import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { bookingRegion, visit, type BookingRegion, type Stored } from '../support/booking-region.ts'

let region: BookingRegion
let browser: Browser

before(async () => {
  region = await bookingRegion()
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await region[Symbol.asyncDispose]()
})

test('home to booked in four clicks; the KIS has the appointment, and what it cancels appears on the open page with its reason', async (t) => {
  const { page, complaints, presses } = await visit(browser, region, 'erika')
  await page.getByRole('heading', { level: 1, name: /Erika/ }).waitFor()
  const booking = region.told('S12')
  await page.getByRole('link', { name: /^Termin buchen/ }).click()
  await page.getByRole('link', { name: /Sprechstunde Innere Medizin/ }).click()
  await page.getByRole('group', { name: /Welche Uhrzeit/ }).getByRole('radio').first().click()
  await page.getByRole('button', { name: 'Termin fest buchen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ihr Termin' }).waitFor()
  await page.getByText('Gebucht', { exact: true }).waitFor()
  const clicks = await presses()
  assert.ok(clicks <= 4, `${clicks} clicks`)
  await axe(page)

  const { entry, at } = await booking
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const first = await region.call<Stored>('GET', `/fhir/alpha/Appointment/${id}/_history/1`)
  t.diagnostic(`${clicks} clicks; committed → S12 read by the KIS: ${at - Date.parse(first.meta.lastUpdated)} ms`)
  assert.deepEqual([entry.placer, entry.placerAssigner, entry.patient, entry.name, entry.status], [id, 'STECKWERK', region.patientNumber, 'Mustermann', 'booked'])
  assert.match(entry.start, /^20\d{10}/)
  // The KIS tells its own number of it, by which it speaks of it from now on.
  const deadline = Date.now() + 30_000
  while ((await region.appointment(id)).identifier?.some(({ value }) => value === entry.filler) !== true) assert.ok(Date.now() < deadline, 'the number of the KIS did not come')

  const begun = Date.now()
  assert.equal((await region.calendar.change({ event: 'S15', entry, reason: 'Ärztin erkrankt', by: 'Weiß' })).code, 'AA')
  await page.getByText(/Klinikverbund Alpha hat diesen Termin abgesagt/).waitFor()
  await page.getByText('Grund: Ärztin erkrankt').waitFor()
  t.diagnostic(`S15 sent by the KIS → seen on the open page: ${Date.now() - begun} ms`)
  assert.equal((await region.appointment(id)).status, 'cancelled')
  assert.equal(region.calendar.repeated, 0)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

/** What somebody well answers in the intake form; whatever else it asks is optional, or known from the booking. */
async function answer(page: Page, type: (label: string, text: string) => Promise<void>): Promise<void> {
  const asked = await page.locator('form').innerText()
  if (asked.includes('Bei welcher Versicherung?')) await type('Bei welcher Versicherung?', 'Musterkasse')
  else if (asked.includes('Ich habe den Hinweis gelesen')) await page.getByRole('radio', { name: 'Ja', exact: true }).click()
  else if ((await page.getByRole('radio', { name: 'Nein', exact: true }).count()) === 1) await page.getByRole('radio', { name: 'Nein', exact: true }).click()
}

test('at 320 px a guest books and fills in the intake form, typing as people do, and the KIS is told', async (t) => {
  const { page, complaints } = await visit(browser, region, undefined, 320)
  const booking = region.told('S12')
  const begun = Date.now()
  const type = (label: string, text: string): Promise<void> => page.getByLabel(label, { exact: true }).pressSequentially(text, { delay: 120 })
  await page.goto(`${region.hub.url}/buchen`)
  await page.getByRole('searchbox').pressSequentially('innere alphastadt', { delay: 120 })
  await page.getByRole('link', { name: /Sprechstunde Innere Medizin/ }).click()
  await page.getByRole('group', { name: /Welche Uhrzeit/ }).getByRole('radio').first().click()
  await type('Vorname', 'Jörg')
  await type('Nachname', 'Groß')
  await type('Tag', '3')
  await type('Monat', '2')
  await type('Jahr', '1971')
  await type('Telefon', '0170 1234567')
  await page.getByRole('radio', { name: 'Gesetzlich' }).click()
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Termin fest buchen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ihr Termin ist gebucht' }).waitFor()
  const booked = (Date.now() - begun) / 1000
  await noSidewaysScroll(page)
  await axe(page)

  await page.getByRole('button', { name: 'Jetzt ausfüllen: Aufnahmebogen' }).click()
  const review = page.getByRole('heading', { name: 'Bitte sehen Sie alles noch einmal durch' })
  for (let step = 0; !(await review.isVisible()); step++) {
    assert.ok(step < 60, 'the form has an end')
    const progress = page.getByRole('progressbar', { name: 'Fortschritt' })
    await progress.waitFor()
    const before = await progress.getAttribute('value')
    await answer(page, type)
    await page.getByRole('button', { name: /^Weiter( zum Prüfen)?$/ }).click()
    await page.waitForFunction((value) => document.querySelector('progress')?.getAttribute('value') !== value, before)
  }
  await noSidewaysScroll(page)
  await page.getByRole('radio', { name: 'Meinen Namen eintippen' }).click()
  await type('Ihr Vor- und Nachname', 'Jörg Groß')
  await page.getByRole('button', { name: 'Bestätigen und abschicken' }).click()
  await page.getByText(/Bestätigt von Jörg Groß und abgeschickt an Klinikverbund Alpha/).waitFor()
  const seconds = (Date.now() - begun) / 1000
  t.diagnostic(`a guest, 120 ms a key: booked in ${booked.toFixed(1)} s, form sent after ${seconds.toFixed(1)} s`)
  assert.ok(seconds < 120)
  const { total } = await region.call<{ total: number }>('GET', '/fhir/alpha/QuestionnaireResponse?status=completed&_summary=count')
  assert.equal(total, 1)
  const { entry } = await booking
  assert.deepEqual([entry.placerAssigner, entry.name, entry.status], ['STECKWERK', 'Groß', 'booked'])
  assert.notEqual(entry.patient, '')
  assert.deepEqual(complaints, [])
  await page.context().close()
})
