import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createHospital, runSender, type Hospital, type SimulatedMessage } from '@steckwerk/demo'
import { parseMessage } from '@steckwerk/hl7v2'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { testRegion, type TestRegion } from '../support/region.ts'

let held: TestRegion
let browser: Browser
let hospital: Hospital

before(async () => {
  held = await testRegion()
  browser = await launchBrowser()
  hospital = createHospital(5, held.carrier.style, { site: held.carrier.site, fill: 0.5 })
  await send([...hospital.take(Math.round(hospital.beds * 0.5))])
})
after(async () => {
  await browser.close()
  await held[Symbol.asyncDispose]()
})

async function send(messages: readonly SimulatedMessage[]): Promise<void> {
  const { refused } = await runSender(messages, { host: '127.0.0.1', port: held.mllp })
  assert.equal(refused, 0)
}

/** The next message of the day that puts somebody new into a bed, and those before it. */
function nextAdmission(): { readonly messages: SimulatedMessage[]; readonly family: string; readonly ward: string } {
  const messages: SimulatedMessage[] = []
  for (;;) {
    const message = hospital.next()
    messages.push(message)
    const read = parseMessage(message.bytes)
    const ward = read.text('PV1-3.1')
    if (message.trigger === 'A01' && read.text('PV1-3.3') !== undefined && ward !== undefined) {
      return { messages, family: read.text('PID-5.1')!, ward }
    }
  }
}

async function signedIn(account: string, options: { readonly locale?: string; readonly width?: number } = {}): Promise<Page> {
  const context = await browser.newContext({ locale: options.locale ?? 'de-DE', viewport: { width: options.width ?? 1280, height: 900 } })
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  await page.goto(`${held.region.url}/`)
  await page.getByRole('textbox', { name: /Konto|Account/ }).fill(account)
  await page.locator('input[type=password]').fill(held.region.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForURL((url) => !url.pathname.startsWith('/anmelden'))
  assert.deepEqual(broken, [])
  return page
}

test('a patient appears on the ward page after the KIS has sent the admission, without a reload', async (t) => {
  const { messages, family, ward } = nextAdmission()
  const page = await signedIn('station')
  await page.goto(`${held.region.url}/haus/alpha`)
  await page.getByRole('link', { name: new RegExp(`^${ward}\\b`) }).click()
  await page.getByRole('heading', { level: 1, name: ward }).waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  await send(messages.slice(0, -1))
  const row = page.getByRole('row').filter({ hasText: family })
  const known = await row.count()
  const sent = performance.now()
  await send(messages.slice(-1))
  await page.waitForFunction(([text, before]) => [...document.querySelectorAll('tr')].filter((one) => one.textContent.includes(text)).length > before, [family, known] as const)
  t.diagnostic(`seen ${Math.round(performance.now() - sent)} ms after it was sent`)
  await axe(page)
  await noSidewaysScroll(page)
})

test('the same page on a narrow phone, in English, by keyboard alone', async () => {
  const page = await signedIn('station', { locale: 'en-GB', width: 320 })
  await page.goto(`${held.region.url}/haus/alpha`)
  await page.getByRole('link', { name: /^IN1\b/ }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('link', { name: /^IN1\b/ }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'IN1' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  await noSidewaysScroll(page)
  await axe(page)
})

test('the Leitstand shows the connector live, an unmappable message masked until a reason is given, and the reveal is on record', async () => {
  const page = await signedIn('leitstand')
  await page.getByRole('heading', { level: 1, name: 'Leitstand' }).waitFor()
  await page.getByText('verbunden').first().waitFor()
  const secret = 'Geheimnisträger'
  const bytes = Buffer.from([
    'MSH|^~\\&|KIS|HAUS|HUB|ST|20261121083000||ORU^R01|BEFUND1|P|2.5|||AL|NE|DEU|UNICODE UTF-8',
    `PID|||9911^^^Haus^PI||${secret}^Ina^^^^^L||19700101|F`, '',
  ].join('\r'))
  await send([{ bytes, controlId: 'BEFUND1', trigger: 'A08', patients: ['9911'] }])
  await page.goto(`${held.region.url}/leitstand/fehler/alpha`)
  await page.getByText('ORU^R01').first().click()
  await page.getByText('PID', { exact: true }).first().waitFor()
  assert.ok(!(await page.content()).includes(secret), 'masked at first')
  await axe(page)
  await page.getByRole('button', { name: 'Inhalt zeigen' }).click()
  await page.getByLabel('Begründung').fill('Rückfrage des Labors')
  await page.getByRole('button', { name: 'Protokollieren und zeigen' }).click()
  await page.getByText(secret).waitFor()
  await noSidewaysScroll(page)
  const owner = new pg.Client({ connectionString: held.region.databaseUrl })
  await owner.connect()
  const { rows } = await owner.query<{ account: string; reason: string }>('select account, reason from base.reveal')
  await owner.end()
  assert.deepEqual(rows, [{ account: 'Account/leitstand', reason: 'Rückfrage des Labors' }])
})

test('what was sent and shown has left no name and no number in any log', () => {
  const log = ['hub.log', 'connector-alpha.log'].map((name) => readFileSync(join(held.data, 'logs', name), 'utf8')).join('\n')
  assert.ok(log.includes('hub.started'))
  const people = hospital.expected()
  assert.ok(people.length > 50)
  for (const { family, number, insuranceNumber, birthDate } of people) {
    for (const personal of [family, number, insuranceNumber, birthDate]) assert.ok(!log.includes(personal), 'a log line holds personal data')
  }
  assert.ok(!log.includes('Geheimnisträger') && !log.includes('identifier='))
})
