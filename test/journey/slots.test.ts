/** A page of another vendor's service in the portal: a real process, on another host than the hub, opened by SMART launch in a frame. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { bookingRegion, visit, type BookingRegion } from '../support/booking-region.ts'

const example = join(import.meta.dirname, '../../examples/third-party-plug/main.js')

let region: BookingRegion
let browser: Browser
let service: ChildProcess
let folder: string
let origin: string

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function startService(port: number): Promise<void> {
  service = spawn(process.execPath, [example], {
    env: { PATH: process.env['PATH'], HUB_URL: region.hub.url, PORT: String(port), URL_AT_HUB: origin, KEY: join(folder, 'key.json') }, stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(createInterface(service.stdout!), 'line', { signal: region.hub.signal })
}

async function stopService(): Promise<void> {
  const ended = once(service, 'exit')
  service.kill()
  await ended
}

const at = (patient: string, id: string): object => ({
  resourceType: 'Appointment', id, status: 'booked', start: '2031-05-06T08:30:00Z', end: '2031-05-06T09:00:00Z', created: '2031-04-01',
  participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }],
})

before(async () => {
  region = await bookingRegion()
  folder = mkdtempSync(join(tmpdir(), 'steckwerk-slots-'))
  const port = await freePort()
  // Another host than the hub's 127.0.0.1, as in earnest: its cookies are another's, and the frame is of another site.
  origin = `http://localhost:${port}`
  await startService(port)
  await region.call('POST', '/admin/plugs', { url: origin })
  await region.call('POST', '/admin/platform/plugs/slotwerk/evidence', { kind: 'c5', title: { de: 'Testat (erfunden)' }, value: 'Typ 2' })
  await region.call('PUT', '/fhir/alpha/Appointment/hers', at('erika', 'hers'))
  await region.call('PUT', '/fhir/alpha/Patient/other', { resourceType: 'Patient', id: 'other', name: [{ family: 'Fremd', given: ['Frieda'] }] })
  await region.call('PUT', '/fhir/alpha/Appointment/others', at('other', 'others'))
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await stopService()
  await region[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const shown = (page: Page) => page.frameLocator('iframe').frameLocator('iframe')
const launch = (page: Page, appointment: string): Promise<number> => page.evaluate(async (id) => {
  const answer = await fetch('/portal/api/carriers/alpha/slots/slotwerk/my-appointment/launches', { method: 'POST', headers: { 'x-steckwerk': '1', 'content-type': 'application/json' }, body: JSON.stringify({ language: 'de', appointment: id }) })
  return answer.status
}, appointment)

test('a patient sees what the service knows of their appointment, by a token of their own, and nobody else\'s', async (t) => {
  const { page, complaints } = await visit(browser, region, 'erika')
  const address = `${region.hub.url}/meine/termin/alpha/hers`
  await page.goto(address)
  await page.getByText('Gebucht', { exact: true }).waitFor()
  await t.test('granted is not chosen: nothing is shown', async () => {
    await region.call('PUT', '/admin/carriers/alpha/plugs/slotwerk', {})
    assert.equal(await page.getByText('Von: Slotwerk Termine').count(), 0)
    assert.equal(await launch(page, 'hers'), 404)
  })
  await region.call('PUT', '/admin/carriers/alpha/providers/scheduling', { plug: 'slotwerk' })

  for (const width of [1280, 320]) {
    await t.test(`${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(address)
      const card = page.getByRole('region', { name: 'Ihr Termin bei Slotwerk' })
      await card.getByText('Von: Slotwerk Termine').waitFor()
      await shown(page).getByRole('heading', { name: 'Was Slotwerk von Ihrem Termin weiß' }).waitFor()
      await shown(page).getByText('Erika Mustermann').waitFor()
      await shown(page).getByText('Dienstag, 6. Mai 2031').waitFor()
      const frame = card.locator('iframe')
      await page.waitForFunction(() => document.querySelector('iframe')?.dataset['shown'] === 'true')
      const [outer, inner] = [await frame.boundingBox(), await shown(page).locator('body').boundingBox()]
      assert.ok(Math.abs(outer!.height - inner!.height) <= 1, 'as high as what it holds')
      assert.equal(await shown(page).locator('body').evaluate(() => globalThis.origin), origin)
      await noSidewaysScroll(page)
      await axe(page)
    })
  }
  await t.test('another patient\'s appointment is refused', async () => {
    assert.deepEqual([await launch(page, 'others'), await launch(page, 'hers')], [404, 201])
  })
  await t.test('the service may do nothing to the page around it', async () => {
    const escaped = await shown(page).locator('body').evaluate(() => {
      const tries: readonly (() => unknown)[] = [() => { window.top!.location.href = 'https://evil.example/' }, () => window.top!.document.title, () => window.parent.document.title]
      return tries.map((one) => {
        try {
          one()
          return 'done'
        } catch (thrown) {
          return (thrown as Error).name
        }
      }).concat(window.open('https://evil.example/') === null ? 'closed' : 'opened')
    })
    assert.deepEqual(escaped, ['SecurityError', 'SecurityError', 'SecurityError', 'closed'])
    assert.equal(page.url(), address)
  })
  await t.test('it is not printed', async () => {
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('iframe').isVisible(), false)
    await page.emulateMedia({ media: 'screen' })
  })
  // What the test itself tried in the frame.
  assert.deepEqual(complaints.filter((text) => !/sandbox|evil\.example|Unsafe attempt/.test(text)), [])

  await t.test('a service that is down is said to be, and tried again by the keyboard', async () => {
    await stopService()
    await page.clock.install()
    await page.goto(address)
    await page.locator('iframe').waitFor({ state: 'attached' })
    await page.clock.fastForward(20_000)
    await page.getByText('Slotwerk Termine antwortet gerade nicht.').waitFor()
    await axe(page)
    await startService(Number(new URL(origin).port))
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).focus()
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'In eigenem Tab öffnen')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await shown(page).getByText('Erika Mustermann').waitFor()
  })
  await t.test('a tab of its own shows the same', async () => {
    await page.route('**/portal/api/carriers/alpha/slots/slotwerk/my-appointment/launches', (route) => route.abort(), { times: 1 })
    await page.goto(address)
    const [tab] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'In eigenem Tab öffnen' }).click()])
    await tab.getByText('Erika Mustermann').waitFor()
    assert.equal(await tab.evaluate(() => window.opener === null), true)
    await tab.close()
  })
  await page.context().close()
})

test('the administration sees the service\'s figures beside its services', async () => {
  const { page, complaints } = await visit(browser, region, 'verwaltung.alpha')
  await page.goto(`${region.hub.url}/traeger/alpha/dienste`)
  const card = page.getByRole('region', { name: 'Termine je Monat' })
  await card.scrollIntoViewIfNeeded()
  await shown(page).getByRole('columnheader', { name: 'Monat' }).waitFor()
  assert.equal(await shown(page).getByRole('row').count(), 7)
  await axe(page)
  assert.deepEqual(complaints, [])
  await page.context().close()
})
