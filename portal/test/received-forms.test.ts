import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { patient } from './sample-region.ts'
import { visit, type Visit } from './portal.ts'

function receive({ hub }: Visit): void {
  hub.change([{ ...patient('given', 7), name: [{ use: 'official', family: 'Öztürk', given: ['Selin'] }], birthDate: '1984-05-06' }, { ...patient('other', 8), name: [{ use: 'official', family: 'Beispiel', given: ['Ute'] }] }])
  const common = { resourceType: 'QuestionnaireResponse' as const, questionnaire: 'urn:uuid:own|1', meta: { versionId: '2' } }
  hub.forms.responses.push(
    { ...common, id: 'sent', status: 'completed', authored: '2026-11-20T08:30:00Z', patient: 'given', item: [{ linkId: 'contact', item: [{ linkId: 'phone', answer: [{ valueString: '+49 251 1234' }] }] }] },
    { ...common, id: 'later', status: 'completed', authored: '2026-11-19T08:30:00Z', patient: 'other' },
    { ...common, id: 'draft', status: 'in-progress', authored: '2026-11-21T08:30:00Z', patient: 'given' },
  )
}
const table = (page: Page) => page.getByRole('table', { name: 'Eingegangene Fragebögen' })

test('staff find what a patient has sent, with allergies always in view, and take it as PDF', async () => {
  await using portal = await visit({ account: 'station' })
  receive(portal)
  const { page, hub } = portal
  await portal.goto('/haus/alpha')
  await page.getByRole('link', { name: 'Eingegangene Fragebögen' }).click()
  await table(page).getByRole('row').nth(2).waitFor()
  assert.deepEqual(await table(page).getByRole('rowheader').allInnerTexts(), ['Öztürk, Selin', 'Beispiel, Ute'])
  await axe(page)
  await page.getByLabel('Nach Namen suchen').fill('öztürk, sel')
  await table(page).getByText('Beispiel, Ute').waitFor({ state: 'detached' })
  await table(page).getByText('Öztürk, Selin').waitFor()
  assert.deepEqual(await table(page).getByRole('cell').allInnerTexts(), ['06.05.1984', 'Fragen zur Narkose', '20.11.2026, 09:30'])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Allergien: Penicillin', { exact: true }).waitFor()
  await page.getByText('+49 251 1234').waitFor()
  await page.getByText(/Ute Beispiel/).first().waitFor()
  await axe(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Als PDF speichern' }).click()])
  assert.equal((await readFile(await download.path())).toString(), '%PDF-1.7')
  assert.ok(hub.searches.every(({ path }) => !path.includes('?')))
})

test('at 320 px and with nothing there', async () => {
  await using portal = await visit({ account: 'station', width: 320 })
  const { page } = portal
  await portal.goto('/haus/alpha/formulare')
  await page.getByText('Noch nichts eingegangen').waitFor()
  await noSidewaysScroll(page)
  receive(portal)
  await portal.goto('/haus/alpha/formulare')
  await table(page).waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await portal.goto('/haus/alpha/formulare/sent')
  await page.getByText('Allergien: Penicillin', { exact: true }).waitFor()
  await noSidewaysScroll(page)
  await axe(page)
})
