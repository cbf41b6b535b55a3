import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { focusedText, visit } from './portal.ts'

test('signing in by keyboard leads where one wanted to go, with the focus on its heading', async () => {
  await using portal = await visit()
  const { page } = portal
  await portal.goto('/leitstand/fehler/alpha')
  assert.match(page.url(), /\/anmelden\?zurueck=/)
  await page.getByText('Demo-Zugang').waitFor()
  assert.equal(await page.getByText('richtig').count(), 0)

  await page.getByLabel('Konto').focus()
  await page.keyboard.type('leitstand')
  await page.keyboard.press('Tab')
  await page.keyboard.type('falsch')
  const button = page.getByRole('button', { name: 'Anmelden' })
  const before = await button.boundingBox()
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Konto und Passwort passen nicht zusammen.').waitFor()
  assert.deepEqual(await button.boundingBox(), before)
  await axe(page)

  // The wrong password is selected: typing replaces it.
  await page.keyboard.type('richtig')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Fehler: Klinikverbund Alpha' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  assert.equal(await focusedText(page), 'Fehler: Klinikverbund Alpha')
})

test('a session that runs out leads to sign-in and back to the same ward', async () => {
  await using portal = await visit({ account: 'station' })
  const { page, hub } = portal
  await portal.goto('/haus/alpha/site/w1')
  await page.getByRole('heading', { level: 1, name: '3B Innere' }).waitFor()
  hub.expire()
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
  assert.equal(await page.getByText('Fallnummer').count(), 0)
  await page.getByLabel('Konto').fill('station')
  await page.getByLabel('Passwort', { exact: true }).fill('richtig')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '3B Innere' }).waitFor()
})

test('signing out forgets, and no other site can be a place to go back to', async () => {
  await using portal = await visit({ account: 'station' })
  const { page } = portal
  await portal.goto('/haus/alpha')
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
  await portal.goto('/anmelden?zurueck=//evil.example/')
  await page.getByLabel('Konto').fill('station')
  await page.getByLabel('Passwort', { exact: true }).fill('richtig')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Häuser und Stationen' }).waitFor()
})

test('an English browser gets English, the switch gives German and is remembered', async () => {
  await using portal = await visit({ language: 'en', width: 320 })
  const { page } = portal
  await portal.goto('/anmelden')
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  assert.equal(await page.getAttribute('html', 'lang'), 'en')
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
  assert.equal(await page.getAttribute('html', 'lang'), 'de')
})
