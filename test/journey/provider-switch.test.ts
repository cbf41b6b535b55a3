import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, type Browser, type Page } from '@steckwerk/testing-browser'
import { bookingRegion, visit, type BookingRegion } from '../support/booking-region.ts'

const example = join(import.meta.dirname, '../../examples/third-party-plug/main.js')

let region: BookingRegion
let browser: Browser
let rival: ChildProcess
let folder: string

before(async () => {
  region = await bookingRegion()
  folder = mkdtempSync(join(tmpdir(), 'steckwerk-rival-'))
  rival = spawn(process.execPath, [example], { env: { PATH: process.env['PATH'], HUB_URL: region.hub.url, PORT: '0', KEY: join(folder, 'key.json') }, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(rival.stdout!), 'line', { signal: region.hub.signal })) as [string]
  await region.call('POST', '/admin/plugs', { url: line.replace('ready at ', '') })
  // What its manifest says is not enough where patients' data are concerned.
  await assert.rejects(region.call('PUT', '/admin/carriers/alpha/plugs/slotwerk', {}), /422.*marketplace\/evidence-missing/)
  await region.call('POST', '/admin/platform/plugs/slotwerk/evidence', { kind: 'c5', title: { de: 'Testat (erfunden)' }, value: 'Typ 2' })
  await region.call('PUT', '/admin/carriers/alpha/plugs/slotwerk', {})
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  const ended = once(rival, 'exit')
  rival.kill()
  await ended
  await region[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/** Books the first free time of the page's service; the appointment's id. */
async function bookOn(page: Page): Promise<string> {
  await page.getByRole('link', { name: /^Termin buchen/ }).first().click()
  await page.getByRole('link', { name: /Sprechstunde Innere Medizin/ }).click()
  await page.getByRole('group', { name: /Welche Uhrzeit/ }).getByRole('radio').first().click()
  await page.getByRole('button', { name: 'Termin fest buchen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ihr Termin' }).waitFor()
  await page.getByText('Gebucht', { exact: true }).waitFor()
  return new URL(page.url()).pathname.split('/').at(-1)!
}

async function countOf(plug: string): Promise<number> {
  const { usage } = await region.call<{ usage: readonly { plug: string; metric: string; amount: number }[] }>('GET', '/admin/carriers/alpha/plug-usage')
  return usage.find((line) => line.plug === plug && line.metric === 'booked')?.amount ?? 0
}

test('a carrier switches from our scheduling to another vendor\'s: the appointment stays, the patient keeps the page and books again, the KIS is told as before', async (t) => {
  const patient = await visit(browser, region, 'erika')
  const { page } = patient
  await page.getByRole('heading', { level: 1, name: /Erika/ }).waitFor()
  const firstTold = region.told('S12')
  const first = await bookOn(page)
  assert.deepEqual([(await firstTold).entry.placer, await countOf('scheduling'), await countOf('slotwerk')], [first, 1, 0])

  await t.test('the administration switches in the portal', async () => {
    const admin = await visit(browser, region, 'verwaltung.alpha')
    await admin.page.goto(`${region.hub.url}/traeger/alpha/dienste`)
    const panel = admin.page.getByRole('region', { name: 'Wer was macht' })
    await panel.getByRole('radio', { name: /^Terminplanung Von Steckwerk/, checked: true }).waitFor()
    await panel.getByRole('radio', { name: /Slotwerk Termine/ }).check()
    await panel.getByText(/Das kann Slotwerk Termine nicht: .*Warteliste/).waitFor()
    await axe(admin.page)
    await panel.getByRole('button', { name: 'Jetzt wechseln' }).click()
    await panel.getByRole('button', { name: 'Jetzt wechseln' }).waitFor({ state: 'detached' })
    await panel.getByRole('radio', { name: /Slotwerk Termine/, checked: true }).waitFor()
    assert.deepEqual(admin.complaints, [])
    await admin.page.context().close()
  })

  await t.test('the appointment made before is on the same page', async () => {
    await page.reload()
    await page.getByText('Gebucht', { exact: true }).waitFor()
    assert.equal(new URL(page.url()).pathname, `/meine/termin/alpha/${first}`)
  })

  const secondTold = region.told('S12')
  let second = ''
  await t.test('the patient books by the same clicks; the other vendor answers, the KIS is told', async () => {
    await page.getByRole('link', { name: 'Termine', exact: true }).first().click()
    second = await bookOn(page)
    assert.deepEqual([(await secondTold).entry.placer, await countOf('scheduling'), await countOf('slotwerk')], [second, 1, 1])
    await page.getByRole('link', { name: 'Termine', exact: true }).first().click()
    const coming = page.getByRole('region', { name: 'Kommende Termine' }).getByRole('link')
    await coming.nth(1).waitFor()
    assert.equal(await coming.count(), 2)
  })

  await t.test('what our service booked, the other vendor cancels, and the KIS is told', async () => {
    const cancelled = region.told('S15')
    await page.goto(`${region.hub.url}/meine/termin/alpha/${first}`)
    await page.getByRole('button', { name: 'Absagen' }).click()
    await page.getByRole('button', { name: 'Ja, absagen' }).click()
    await page.getByText(/Sie haben diesen Termin abgesagt/).waitFor()
    assert.deepEqual([(await cancelled).entry.placer, region.calendar.entry(second)?.status], [first, 'booked'])
  })
  assert.deepEqual(patient.complaints, [])
  await page.context().close()
})
