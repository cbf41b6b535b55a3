import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { focusedText, visit } from './portal.ts'

test('the list is paged; a message is masked until a reason is given, and masked again when left', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  await portal.goto('/leitstand/fehler/alpha')
  const list = page.getByRole('region', { name: 'Liste' }).getByRole('listitem')
  await list.first().waitFor()
  assert.equal(await list.count(), 20)
  await page.getByRole('button', { name: 'Ältere laden' }).click()
  await page.getByText('Das sind alle.').waitFor()
  assert.equal(await list.count(), 30)

  await list.first().getByRole('link').press('Enter')
  await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
  assert.equal(await focusedText(page), 'ADT^A08')
  await page.getByRole('row', { name: /PID-5/ }).waitFor()
  assert.equal(await page.getByText('Müßig').count(), 0)
  await axe(page)

  await page.getByRole('button', { name: 'Inhalt zeigen' }).press('Enter')
  await page.getByRole('button', { name: 'Protokollieren und zeigen' }).click()
  await page.getByText('Bitte nennen Sie den Grund').waitFor()
  assert.deepEqual(hub.reveals, [])
  await axe(page)
  await page.getByLabel('Begründung').fill('Ticket 4711')
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: 'Müßig^Dorothea^^^^^L' }).waitFor()
  assert.deepEqual(hub.reveals, [{ ref: 'alpha-haupthaus/1/kis-adt/4000', reason: 'Ticket 4711' }])
  await axe(page)

  await list.nth(1).getByRole('link').click()
  await page.getByRole('heading', { level: 2, name: 'Nachricht' }).waitFor()
  await list.nth(0).getByRole('link').click()
  await page.getByRole('row', { name: /PID-5/ }).waitFor()
  assert.equal(await page.getByText('Müßig').count(), 0)
})

test('processing again tells how it went, both ways', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  await portal.goto('/leitstand/fehler/alpha')
  await page.getByRole('link', { name: /ADT\^A01/ }).first().click()
  hub.replayResult = { state: 'unmapped', messages: 0, changed: 0, code: 'hl7v2/empty', text: 'The message is empty.' }
  const again = page.getByRole('button', { name: 'Erneut verarbeiten' })
  await again.click()
  await page.getByRole('status').getByText('Die Nachricht ist leer.').waitFor()
  hub.replayResult = { state: 'mapped', messages: 4, changed: 3, code: null, text: null }
  await again.click()
  await page.getByText('Erneut angewendete Nachrichten: 4, geänderte Einträge: 3.').waitFor()
  assert.equal(await again.isDisabled(), true)
})

test('without errors the page says why and what comes next; a pruned message says so', async () => {
  await using portal = await visit({ account: 'leitstand', width: 320 })
  const { page } = portal
  await portal.goto('/leitstand/fehler/beta')
  await page.getByText('Alle Nachrichten dieses Trägers wurden übersetzt.').waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await portal.goto('/leitstand/fehler/alpha')
  await page.getByText('Inhalt gelöscht').click()
  await page.getByText('Der Inhalt wurde nach Ablauf der Frist gelöscht.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Inhalt zeigen' }).count(), 0)
  await noSidewaysScroll(page)
})
