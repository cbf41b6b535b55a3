import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visit } from './portal.ts'

test('ways in are changed only after saying again who one is; giving that up changes nothing', async () => {
  await using portal = await visit({ account: 'erika' })
  const { page, hub } = portal
  await portal.goto('/konto')
  await axe(page)
  const setUp = page.getByRole('button', { name: 'App einrichten' })
  await setUp.click()
  await page.getByRole('dialog').waitFor()
  await axe(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('alert').count(), 0)
  await page.waitForFunction(() => document.activeElement?.textContent === 'App einrichten')

  await setUp.click()
  await page.getByRole('dialog').getByLabel('Passwort', { exact: true }).fill('falsch')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('alert').waitFor()
  await page.getByRole('dialog').getByLabel('Passwort', { exact: true }).fill('richtig')
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: /QR-Code/ }).waitFor()
  await page.getByLabel('Code aus der App').fill('000000')
  await page.getByRole('button', { name: 'Code prüfen' }).click()
  await page.getByText('Der Code stimmt nicht.').waitFor()
  await page.getByLabel('Code aus der App').fill('123456')
  await page.getByRole('button', { name: 'Code prüfen' }).click()
  await page.getByText(/Nach dem Passwort werden Sie nach dem Code gefragt/).waitFor()

  await page.getByRole('button', { name: 'Passwort ändern' }).click()
  await page.getByLabel('Neues Passwort', { exact: true }).fill('vier Wörter im Garten')
  await page.getByRole('button', { name: 'Passwort ändern' }).click()
  await page.getByLabel('Neues Passwort', { exact: true }).waitFor({ state: 'detached' })
  assert.deepEqual(hub.person.calls.at(-1), { route: 'POST /account/password', body: { password: 'vier Wörter im Garten' } })
})

test('a passkey is removed by two presses; Esc closes the question and gives the focus back', async () => {
  await using portal = await visit({ account: 'erika' })
  const { page, hub } = portal
  hub.person.fresh = true
  await portal.goto('/konto')
  const remove = page.getByRole('button', { name: 'Entfernen' })
  await remove.press('Enter')
  await page.getByText('„Mein Telefon“ entfernen?').waitFor()
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Entfernen')
  await remove.press('Enter')
  await page.getByRole('button', { name: 'Passkey entfernen' }).click()
  await page.getByText('Noch kein Passkey.').waitFor()
})

test('one device is signed out, then all others; the history says what happened', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page, hub } = portal
  await portal.goto('/konto/geraete')
  await page.getByText('Passwort geändert').waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('button', { name: 'Alle anderen beenden' }).waitFor()
  await page.getByRole('button', { name: 'Safari, iPhone: Anmeldung beenden' }).click()
  await page.getByText('Safari, iPhone').first().waitFor({ state: 'detached' })
  assert.deepEqual(hub.person.sessions.map(({ id }) => id), ['s1', 's3'])
})

test('an app is cut off at once, and the empty list says how one gets there', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page } = portal
  await portal.goto('/konto/apps')
  await page.getByRole('heading', { name: 'Diabetes-Tagebuch' }).waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('button', { name: 'Zugriff beenden' }).click()
  await page.getByRole('button', { name: 'Jetzt beenden' }).click()
  await page.getByText('Keine App hat Zugriff').waitFor()
  await axe(page)
})
