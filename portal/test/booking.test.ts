import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visit } from './portal.ts'

test('from home to a booked appointment in four clicks; the hospital\'s cancellation appears by itself, with who and why', async () => {
  await using portal = await visit({ account: 'erika' })
  const { page, hub } = portal
  await portal.goto('/meine')
  await page.getByRole('link', { name: /^Termin buchen/ }).click()
  await page.getByRole('link', { name: /Hautsprechstunde/ }).click()
  await page.getByRole('radio').nth(1).check()
  await axe(page)
  await page.getByRole('button', { name: 'Termin fest buchen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ihr Termin' }).waitFor()
  await page.getByText('Gebucht', { exact: true }).waitFor()
  await axe(page)
  assert.deepEqual(hub.booking.sent.map(({ body }) => body), [{ carrier: 'alpha', service: 'derma', slot: 's0', patient: 'pa' }])
  hub.booking.appointments[0] = { ...hub.booking.appointments[0]!, state: 'cancelled', can: { cancel: false, move: false, answer: false }, cancelled: { by: 'hospital', reason: 'Ärztin erkrankt', at: new Date().toISOString() } }
  hub.send({ kind: 'change', carrier: 'alpha', items: [{ type: 'Appointment', id: 'a1', version: 2, deleted: false }] })
  await page.getByText(/Klinikverbund Alpha hat diesen Termin abgesagt/).waitFor()
  await page.getByText('Grund: Ärztin erkrankt').waitFor()
  await page.getByRole('link', { name: 'Termine', exact: true }).first().click()
  await page.getByRole('region', { name: 'Vergangene und abgesagte' }).getByText('Hautsprechstunde').waitFor()
  await axe(page)
})

test('at 320 px a guest searches, learns kindly that a time is gone, books, and comes back with the code', async () => {
  await using portal = await visit({ width: 320 })
  const { page, hub } = portal
  await portal.goto('/buchen')
  await page.getByRole('searchbox').fill('haut muenster')
  assert.equal(await page.getByRole('list', { name: 'Sprechstunden' }).getByRole('listitem').count(), 1)
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('link', { name: /Hautsprechstunde/ }).click()
  await page.getByRole('group', { name: /Welche Uhrzeit/ }).waitFor()
  await page.getByRole('button', { name: 'Termin fest buchen' }).click()
  await page.getByText('Es fehlt noch etwas:').waitFor()
  await axe(page)
  await page.getByRole('link', { name: 'Bitte geben Sie den Vornamen an.' }).click()
  await page.keyboard.type('Jörg')
  await page.getByLabel('Nachname').fill('Groß')
  await page.getByLabel('Tag', { exact: true }).fill('3')
  await page.getByLabel('Monat').fill('2')
  await page.getByLabel('Jahr').fill('1971')
  await page.getByLabel('Telefon', { exact: true }).fill('0170 1234567')
  await page.getByRole('radio', { name: 'Gesetzlich' }).check()
  await page.getByRole('group', { name: /Welche Uhrzeit/ }).getByRole('radio').first().check()
  hub.booking.taken = true
  await page.getByRole('button', { name: 'Termin fest buchen' }).click()
  await page.getByText(/jemand war schneller/).waitFor()
  await page.getByRole('group', { name: /Welche Uhrzeit/ }).getByRole('radio').first().check()
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Termin fest buchen' }).click()
  await page.getByText('ABCD-2345-ABCD-2345-ABCD').waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  const { slot, ...sent } = hub.booking.sent.at(-1)!.body as Record<string, string>
  assert.deepEqual([slot, sent], ['s1', { carrier: 'alpha', service: 'derma', given: 'Jörg', family: 'Groß', birthDate: '1971-02-03', phone: '0170 1234567', insurance: 'GKV' }])
  await portal.goto('/buchung')
  await page.getByRole('textbox', { name: 'Buchungscode' }).fill('abcd 2345 abcd 2345 abcd')
  await page.getByLabel('Tag', { exact: true }).fill('3')
  await page.getByLabel('Monat').fill('2')
  await page.getByLabel('Jahr').fill('1971')
  await page.getByRole('button', { name: 'Termin ansehen' }).click()
  await page.getByText('Hautsprechstunde').first().waitFor()
  await noSidewaysScroll(page)
  await axe(page)
})

test('a request never looks like a booking, in English too and in the dark', async () => {
  await using portal = await visit({ account: 'erika', language: 'en', width: 360, dark: true })
  const { page } = portal
  await portal.goto('/meine/termine/neu/alpha/stay')
  await page.getByText(/This will be a request/).waitFor()
  await page.getByRole('group', { name: /What time/ }).getByRole('radio').first().check()
  await axe(page)
  await page.getByRole('button', { name: 'Send request' }).click()
  await page.getByText('Request, not confirmed yet').waitFor()
  assert.equal(await page.getByText('Booked', { exact: true }).count(), 0)
  await axe(page)
  await noSidewaysScroll(page)
})
