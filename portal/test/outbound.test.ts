import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { focusedText, visit } from './portal.ts'

test('what is held stands by destination with the answer and its age; it is sent again after a confirmation', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  await portal.goto('/leitstand/rueckweg/alpha')
  const queue = page.getByRole('region', { name: /^kis-termine/ })
  await queue.getByRole('button', { name: /Termin gebucht/ }).waitFor()
  assert.equal(await page.getByRole('region', { name: 'Angehaltene Nachrichten' }).getByRole('listitem').count(), 3)
  assert.match(await queue.getByRole('button').first().textContent() ?? '', /seit 3 h 10 min.*abgelehnt.*Fehler in der Anwendung \(AE\): Patient unbekannt/)
  await axe(page)

  await queue.getByRole('button').first().press('Enter')
  await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
  assert.equal(await focusedText(page), 'Termin gebucht (SIU^S12)')
  await page.getByText('Weitere zu diesem Termin: 1').waitFor()
  await page.getByRole('button', { name: 'Erneut senden' }).press('Enter')
  await page.getByText('Beheben Sie zuerst').waitFor()
  assert.deepEqual(hub.outbound.decisions, [])
  await axe(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Erneut senden' }).press('Enter')
  await page.getByRole('button', { name: 'Jetzt senden' }).click()
  await page.getByText('Entschieden: erneut senden.').waitFor()
  assert.deepEqual(hub.outbound.decisions, [{ connector: 'alpha-haupthaus', control: '0A1', decision: 'resend' }])
})

test('to drop a message needs a reason; who may not decide is told who may', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  await portal.goto('/leitstand/rueckweg/alpha')
  await page.getByRole('region', { name: /^archiv/ }).getByRole('button').click()
  await page.getByText('Keine Quittung erhalten').first().waitFor()
  await page.getByRole('button', { name: 'Verwerfen' }).click()
  await page.getByRole('button', { name: 'Verwerfen und protokollieren' }).click()
  await page.getByText('Bitte nennen Sie den Grund').waitFor()
  await axe(page)
  await page.getByLabel('Begründung').fill('Im KIS von Hand nachgetragen')
  await page.getByRole('button', { name: 'Verwerfen und protokollieren' }).click()
  await page.getByText('Entschieden: verwerfen.').waitFor()
  assert.deepEqual(hub.outbound.decisions, [{ connector: 'alpha-haupthaus', control: '0B1', decision: 'skip', reason: 'Im KIS von Hand nachgetragen' }])
})

test('on a phone it is one column; where nothing is held the page says so', async () => {
  await using portal = await visit({ account: 'leitstand', width: 320 })
  const { page } = portal
  await portal.goto('/leitstand/rueckweg/alpha')
  await page.getByRole('button', { name: /Termin abgesagt/ }).click()
  await page.getByRole('button', { name: 'Verwerfen' }).waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await portal.goto('/leitstand/rueckweg/beta')
  await page.getByText('Nichts angehalten').waitFor()
  await axe(page)
})

test('the Leitstand counts what is held and leads there, from the number and from the alarm', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  const [alpha, ...others] = hub.overview.current.carriers
  const [connector] = alpha!.connectors
  hub.overview.current = { ...hub.overview.current, carriers: [{ ...alpha!, connectors: [{
    ...connector!, alarms: [{ id: 'alarm-9', code: 'outbound-held', at: new Date().toISOString(), count: 1, detail: '' }],
    outbound: [{ channel: 'kis-termine', host: 'kis', port: 2575, connected: true, waiting: 1, held: 3, oldestWaitingAt: null, delivered: 10, rejected: 0, lastError: null }],
  }] }, ...others] }
  await portal.goto('/leitstand')
  await page.getByText('Angehalten auf dem Rückweg').waitFor()
  await page.getByRole('link', { name: 'Angehaltene Nachrichten ansehen' }).waitFor()
  await axe(page)
  await page.getByRole('link', { name: /3 auf dem Rückweg angehalten/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Rückweg: Klinikverbund Alpha' }).waitFor()
})

test('an address whose mails come back is told calmly on every page but the one that mends it', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page, hub } = portal
  hub.bounced = true
  await portal.goto('/meine')
  await page.getByText('Unsere E-Mails an Sie kommen zurück.').waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('link', { name: 'Adresse prüfen' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Benachrichtigungen' }).waitFor()
  assert.equal(await page.getByText('Unsere E-Mails an Sie kommen zurück.').count(), 0)
})
