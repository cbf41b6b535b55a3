import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visit } from './portal.ts'

test('shows carriers, connectors and channels, follows the stream, and takes an alarm', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  await portal.goto('/')
  const alpha = page.getByRole('region', { name: 'Klinikverbund Alpha' })
  await alpha.getByText('Hinsehen').waitFor()
  const labour = alpha.getByRole('row', { name: /labor/ })
  assert.deepEqual((await labour.getByRole('cell').allInnerTexts()).map(text => text.replaceAll(/\s+/g, ' ').trim()).slice(0, 8), ['2576', '200', '20.411', '12', '3', '0', '–', 'gewünscht, noch nicht möglich'])
  await page.getByText('Live', { exact: true }).waitFor()

  const [first, ...others] = hub.overview.current.carriers
  assert.ok(first)
  hub.overview.current = { ...hub.overview.current, carriers: [{ ...first, lastMinute: 4_321 }, ...others] }
  hub.send({ kind: 'status', carrier: 'alpha' })
  await alpha.getByText('4.321').waitFor()

  await page.getByRole('button', { name: 'Zur Kenntnis genommen' }).click()
  await page.getByText('auf einen älteren Stand zurückgesetzt').waitFor({ state: 'detached' })
  assert.deepEqual(hub.acknowledged, ['alarm-1'])
  await axe(page)
})

test('the chart and its table hold the same minutes, and later rates reach both', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  await portal.goto('/leitstand')
  await page.getByRole('img', { name: /Verlauf der letzten Stunde/ }).waitFor()
  await page.getByText('Tabelle', { exact: true }).click()
  const table = page.getByRole('region', { name: 'Tabelle: Nachrichten pro Minute' })
  assert.equal(await table.getByRole('row').count(), 62)
  await axe(page)
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000).toISOString()
  await page.getByText('Live', { exact: true }).waitFor()
  hub.send({ kind: 'rates', points: [{ minute, carrier: 'alpha', mapped: 98_765, unmapped: 1 }] })
  await table.getByRole('cell', { name: '98.765' }).waitFor()
  await page.getByText('Diagramm', { exact: true }).click()
  await page.getByText('98.766').waitFor()
})

test('says that the connection is lost, and finds back', async () => {
  await using portal = await visit({ account: 'leitstand' })
  const { page, hub } = portal
  await portal.goto('/leitstand')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.route('**/portal/api/stream', route => route.abort())
  hub.cutStreams()
  await page.getByText('Verbindung unterbrochen, neuer Versuch läuft').waitFor()
  await page.unroute('**/portal/api/stream')
  await page.getByText('Live', { exact: true }).waitFor()
})

for (const [width, dark] of [[320, false], [768, true]] as const) {
  test(`fits ${width} px${dark ? ' in the dark' : ''} and stays accessible`, async () => {
    await using portal = await visit({ account: 'leitstand', width, dark })
    const { page } = portal
    await portal.goto('/leitstand')
    await page.getByRole('row', { name: /kis-adt/ }).first().waitFor()
    await noSidewaysScroll(page)
    await axe(page)
    await page.getByText('Tabelle', { exact: true }).click()
    await noSidewaysScroll(page)
  })
}
