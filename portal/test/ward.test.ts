import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encounter, patient } from './sample-region.ts'
import { visit } from './portal.ts'

/** A person whom nobody has seen before, in a bed that was free. */
const arrival = (bed: string, version = 1, status = 'in-progress') => encounter({ id: 'new', person: 900, ward: 'w0', bed, status, since: Date.now(), department: 0, version })
const newcomer = { ...patient('p900', 900), name: [{ use: 'official', family: 'Neuankömmling', given: ['Ümit'] }] }

test('an admission, a move and a discharge appear by themselves, are marked and read out', async () => {
  await using portal = await visit({ account: 'station' })
  const { page, hub } = portal
  await portal.goto('/haus/alpha/site/w0')
  const rows = page.getByRole('table', { name: 'Betten der Station 3A Innere' }).getByRole('row')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.getByText('12 von 16 Betten belegt').waitFor()
  const searched = hub.searches.length
  const spoken = page.locator('[data-announcer]')

  await page.evaluate(() => {
    const seen = new MutationObserver(() => {
      if (document.body.textContent?.includes('Neuankömmling')) {
        Object.assign(window, { shownAt: performance.timeOrigin + performance.now() })
        seen.disconnect()
      }
    })
    seen.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  const sentAt = Date.now()
  hub.change([arrival('w0b3'), newcomer])
  const row = rows.filter({ hasText: 'Neuankömmling, Ümit' })
  await row.getByText('neu', { exact: true }).waitFor()
  const shownAt = await page.evaluate(() => (window as unknown as { shownAt: number }).shownAt)
  assert.ok(shownAt - sentAt < 500, `shown after ${Math.round(shownAt - sentAt)} ms`)
  assert.deepEqual(hub.searches.slice(searched).map(({ path, form }) => `${path} ${form.get('_id')}`).sort(), ['/fhir/alpha/Encounter/_search new', '/fhir/alpha/Patient/_search p900'])
  await spoken.getByText('Neu: Neuankömmling, Ümit, Bett 2.').waitFor({ state: 'attached' })
  await axe(page)

  hub.change([arrival('w0b7', 2)])
  await row.getByText('geändert', { exact: true }).waitFor()
  await rows.getByText('frei geworden').waitFor()
  hub.change([arrival('w0b7', 3, 'finished')])
  await row.waitFor({ state: 'detached' })
  await page.getByText('12 von 16 Betten belegt').waitFor()
})

test('who has no bed, is expected or on leave has a list of their own', async () => {
  await using portal = await visit({ account: 'station' })
  const { page } = portal
  await portal.goto('/haus/alpha/site/w0')
  for (const name of ['Ohne Bett auf 3A Innere', 'Heute geplante Aufnahmen auf 3A Innere', 'Beurlaubt von 3A Innere']) {
    const table = page.getByRole('table', { name })
    await table.waitFor()
    assert.equal(await table.getByRole('row').count(), 2, name)
  }
})

test('by keyboard: from the houses to a ward, `/` to the search, Ctrl-K to another ward, Esc back', async () => {
  await using portal = await visit({ account: 'station' })
  const { page } = portal
  await portal.goto('/haus/alpha')
  await page.getByRole('link', { name: /3A Innere/ }).waitFor()
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Zum Inhalt springen')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /3A Innere/ }).press('Enter')
  await page.getByRole('heading', { level: 1, name: '3A Innere' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')

  await page.keyboard.press('/')
  await page.keyboard.type('feldkamp')
  const rows = page.getByRole('table', { name: 'Betten der Station 3A Innere' }).getByRole('row')
  await page.waitForFunction(() => document.querySelectorAll('table:first-of-type tbody tr').length === 1)
  assert.match((await rows.nth(1).innerText()), /Feldkamp/)
  assert.match(page.url(), /suche=feldkamp/)
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => document.querySelectorAll('table')[0]?.querySelectorAll('tbody tr').length === 16)

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Gehe zu' }).waitFor()
  await page.getByRole('dialog').getByRole('option', { name: /4A Chirurgie/ }).first().waitFor()
  await axe(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'search')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('4a')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '4A Chirurgie' }).waitFor()
})

test('tiles and list show the same people; paper always gets the list', async () => {
  await using portal = await visit({ account: 'station' })
  const { page } = portal
  await portal.goto('/haus/alpha/site/w0')
  await page.getByText('Kacheln', { exact: true }).click()
  const rooms = page.getByRole('list', { name: 'Zimmer der Station 3A Innere' })
  await rooms.getByText('Feldkamp, Bülent').waitFor()
  assert.match(page.url(), /ansicht=kacheln/)
  await axe(page)
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('table', { name: 'Betten der Station 3A Innere' }).waitFor()
  await page.getByText('Steckwerk Stationsliste').waitFor()
  assert.equal(await page.getByRole('navigation', { name: 'Bereiche' }).isVisible(), false)
  await page.emulateMedia({ media: 'screen' })
  await rooms.waitFor()
})

test('fits 320 px in English, houses, ward and tiles', async () => {
  await using portal = await visit({ account: 'station', language: 'en', width: 320 })
  const { page } = portal
  for (const path of ['/haus/alpha', '/haus/alpha/site/w0', '/haus/alpha/site/w0?ansicht=kacheln', '/haus/alpha/site/none', '/nowhere']) {
    await portal.goto(path)
    await page.waitForFunction(() => document.querySelector('main [role="status"]') === null)
    await noSidewaysScroll(page)
    await axe(page)
  }
  await page.getByRole('heading', { level: 1, name: 'This page does not exist' }).waitFor()
})

test('forty wards with a thousand beds: a change shows soon, a flood does not freeze the page', async () => {
  await using portal = await visit({ account: 'station', hub: { wards: 40, bedsPerWard: 25 } })
  const { page, hub } = portal
  await portal.goto('/haus/alpha/site')
  await page.getByRole('region', { name: 'Station 40' }).waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  await page.evaluate(() => {
    const long: number[] = []
    Object.assign(window, { long })
    new PerformanceObserver(list => long.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' })
  })
  for (let round = 2; round < 42; round += 1) {
    hub.change(Array.from({ length: 25 }, (_, index) => encounter({ id: `e${index + 1}`, person: index + 1, ward: 'w0', bed: `w0b${index}`, status: 'in-progress', since: Date.now() - round * 60_000, department: round, version: round })))
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
  }
  hub.change([arrival('w39b24'), newcomer])
  await page.getByText('Neuankömmling, Ümit').first().waitFor()
  const long = await page.evaluate(() => (window as unknown as { long: number[] }).long)
  assert.ok(Math.max(0, ...long) < 1_000, `a task of ${Math.round(Math.max(...long))} ms`)
})
