import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { demoAccounts } from '@steckwerk/access'
import type { ConsentList } from '@steckwerk/api/contract/consent'
import type { BrokerPage, MarketPage } from '@steckwerk/api/contract/marketplace'
import type { DuplicatePage } from '@steckwerk/api/contract/duplicates'
import type { ReviewPage } from '@steckwerk/api/contract/people'
import type { PersonLinks } from '@steckwerk/api/contract/person'
import { demoCarriers, freePorts, resetPeople, seedPeople, seedVendor, serveApp, serveFolder, startVendor, withPeople, type DemoHub, type PeopleHub, type PeoplePorts } from '@steckwerk/demo'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { testRegion, type TestRegion } from '../support/region.ts'

/** Where each account arrives. */
const pages: Readonly<Record<string, RegExp>> = {
  leitstand: /^\/leitstand$/, station: /^\/haus\/alpha$/, redaktion: /^\/netz\/netz\/redaktion$/, hersteller: /^\/konto$/,
  'verwaltung.alpha': /^\/traeger\/alpha\//, 'it.alpha': /^\/traeger\/alpha\//, 'aerztin.alpha': /^\/haus\/alpha$/, 'empfang.alpha': /^\/haus\/alpha$/,
  'verwaltung.beta': /^\/traeger\/beta\//, 'it.beta': /^\/traeger\/beta\//, 'arzt.beta': /^\/haus\/beta$/, 'empfang.beta': /^\/haus\/beta$/,
  'verwaltung.gamma': /^\/traeger\/gamma\//, 'aerztin.gamma': /^\/haus\/gamma$/, 'praxis.gamma': /^\/konto$/, 'nachsorge.gamma': /^\/konto$/,
  erika: /^\/meine$/, anna: /^\/meine$/, jonas: /^\/meine$/, heinrich: /^\/meine$/, sabine: /^\/meine$/,
}

let held: TestRegion
let browser: Browser
let hub: DemoHub
let ports: PeoplePorts

before(async () => {
  held = await testRegion(demoCarriers)
  browser = await launchBrowser()
  const { url, token, password } = held.region
  hub = { url, token, password, signal: AbortSignal.timeout(600_000) }
  ports = { mllpBase: held.mllp, app: (await freePorts(1))[0]! }
  assert.equal(await seedPeople(hub, ports, new Date()), true)
  await network('POST', '/admin/carriers', { carrier: 'netz', name: 'Netz', kind: 'network' })
  await network('PUT', '/admin/carriers/netz/plugs/steckwerk-community', {})
})
after(async () => {
  await browser.close()
  await held[Symbol.asyncDispose]()
})

/** The network of the account that edits it: without the content that the demo brings later. */
async function network(method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(hub.url + path, { method, body: JSON.stringify(body), headers: { 'authorization': `Bearer ${hub.token}`, 'content-type': 'application/json' } })
  assert.ok(answer.ok, `${path}: ${answer.status}`)
}

interface Bundle { readonly entry?: readonly { readonly resource: { readonly resourceType: string; readonly id: string } }[] }

async function idsOf(people: PeopleHub, account: string, path: string): Promise<readonly string[]> {
  const { entry = [] } = await (await people.as(account)).call<Bundle>('GET', `/fhir/${path}`)
  return entry.map(({ resource }) => resource.id).toSorted()
}

async function linesOf(people: PeopleHub, account: string): Promise<readonly string[]> {
  const { links } = await (await people.as(account)).call<PersonLinks>('GET', '/persons/links')
  return links.map(({ carrier, patient, relation, state }) => `${carrier.slug} ${patient?.name} ${relation} ${state}`).toSorted()
}

/** All there is to see of the demo's people, whoever looks. */
async function asAtTheBeginning(): Promise<void> {
  await using people = withPeople(hub)
  assert.deepEqual(await linesOf(people, 'erika'), ['alpha Erika Mustermann self active', 'beta Erika Mustermann self active'])
  for (const parent of ['anna', 'jonas']) assert.ok((await linesOf(people, parent)).includes('alpha Mila Sommer parent active'), parent)
  assert.deepEqual(await linesOf(people, 'sabine'), ['alpha Heinrich Winter proxy active'])
  const { consents } = await (await people.as('erika')).call<ConsentList>('GET', '/consents')
  assert.deepEqual(consents.map(({ state }) => state).toSorted(), ['active', 'active', 'active', 'withdrawn'])
  const { reviews } = await (await people.as('verwaltung.beta')).call<ReviewPage>('GET', '/carriers/beta/emergency/reviews?state=open')
  assert.deepEqual(reviews.map(({ account, patient }) => [account, patient]), [['arzt.beta', 'karl']])
  for (const deadline = Date.now() + 120_000; !(await openPair(people));) assert.ok(Date.now() < deadline, 'the pair is not in the queue')
}

async function openPair(people: PeopleHub): Promise<string | undefined> {
  const { duplicates } = await (await people.as('verwaltung.gamma')).call<DuplicatePage>('GET', '/carriers/gamma/duplicates')
  return duplicates.find(({ left, right }) => [left.id, right.id].toSorted().join() === 'juergen-1,juergen-2')?.id
}

test('the people of the demo are there, and a second start leaves them alone', async () => {
  await asAtTheBeginning()
  assert.equal(await seedPeople(hub, ports, new Date()), false)
})

test('a start after kill -9 goes on where the last one stood', async () => {
  const answer = await fetch(`${hub.url}/fhir/alpha/Basic/demo-people`, { method: 'DELETE', headers: { authorization: `Bearer ${hub.token}` } })
  assert.ok(answer.ok)
  assert.equal(await seedPeople(hub, ports, new Date()), true)
  await asAtTheBeginning()
})

test('every account of the sign-in page signs in, and arrives at its page', async () => {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  await page.goto(`${hub.url}/anmelden`)
  const shown = page.getByRole('region', { name: 'Demo-Zugang' }).getByRole('button')
  await shown.first().waitFor()
  assert.deepEqual(await shown.locator('code').allTextContents(), demoAccounts.map(({ account }) => account))
  assert.deepEqual(Object.keys(pages).toSorted(), demoAccounts.map(({ account }) => account).toSorted())
  await axe(page)
  for (const [at, { account }] of demoAccounts.entries()) {
    const button = shown.filter({ has: page.getByText(account, { exact: true }) })
    await button.click()
    if (at === 0) {
      assert.equal(await page.getByLabel('Konto').inputValue(), account)
      await page.getByLabel('Passwort', { exact: true }).fill(hub.password)
      await page.keyboard.press('Enter')
    }
    // Where somebody arrives may have to be asked for first.
    await page.waitForURL(({ pathname }) => pathname !== '/' && !pathname.startsWith('/anmelden'))
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    assert.match(new URL(page.url()).pathname, pages[account]!, account)
    await noSidewaysScroll(page)
    await page.getByRole('button', { name: 'Abmelden' }).first().click()
    await page.waitForURL('**/anmelden*')
    await shown.first().waitFor()
  }
  assert.deepEqual(broken, [])
  await context.close()
})

test('beta\'s clinician sees of alpha\'s record what was released to them: the findings, and nothing else', async () => {
  await using people = withPeople(hub)
  assert.deepEqual(await idsOf(people, 'arzt.beta', 'alpha/Patient'), ['erika'])
  assert.deepEqual(await idsOf(people, 'arzt.beta', 'alpha/Observation'), ['erika-kalium', 'erika-puls'])
  for (const type of ['Condition', 'Encounter', 'DocumentReference', 'MedicationStatement']) assert.deepEqual(await idsOf(people, 'arzt.beta', `alpha/${type}`), [], type)
  assert.deepEqual(await idsOf(people, 'aerztin.gamma', 'alpha/Patient'), [], 'withdrawn')
  assert.deepEqual(await idsOf(people, 'praxis.gamma', 'alpha/DocumentReference'), ['erika-entlassbrief'])
  assert.deepEqual(await idsOf(people, 'nachsorge.gamma', 'beta/Condition'), ['erika-mustermann-gonarthrose'])
  assert.deepEqual(await idsOf(people, 'nachsorge.gamma', 'beta/Observation'), [])
})

test('each person sees their own: erika both hospitals, the parents their newborn, the daughter what was given', async () => {
  await using people = withPeople(hub)
  assert.deepEqual(await idsOf(people, 'erika', 'alpha/Condition'), ['erika-vorhofflimmern'])
  assert.deepEqual(await idsOf(people, 'erika', 'beta/Condition'), ['erika-mustermann-gonarthrose'])
  for (const parent of ['anna', 'jonas']) assert.equal((await idsOf(people, parent, 'alpha/Patient?name=Mila')).length, 1, parent)
  assert.equal((await idsOf(people, 'anna', 'alpha/Encounter?class=IMP')).length, 2, 'hers and the child\'s')
  assert.deepEqual(await idsOf(people, 'sabine', 'alpha/MedicationStatement'), ['heinrich-tiotropium'])
  await assert.rejects((await people.as('sabine')).call('GET', '/fhir/alpha/Condition'), /: 403 /)
})

async function signedInPage(account: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'de-DE' })).newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`${hub.url}/anmelden`)
  await page.getByLabel('Konto').fill(account)
  await page.getByLabel('Passwort', { exact: true }).fill(hub.password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/anmelden'))
  return page
}

test('the app of the demo asks erika, and shows her laboratory values', async () => {
  await using _app = await serveApp(hub, ports.app)
  const page = await signedInPage('erika')
  await page.goto(`http://localhost:${ports.app}/`)
  await page.getByRole('button', { name: 'Anmelden und Akte wählen' }).click()
  await page.getByRole('button', { name: 'Zugriff erlauben' }).click()
  await page.getByRole('heading', { name: 'Erika Mustermann' }).waitFor()
  await page.getByText('4.1 mmol/L').waitFor()
  await page.context().close()
})

test('the app of README.md works as it stands there', async () => {
  const [port] = (await freePorts(1)) as [number]
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const lines = /```html\n([^]*?)```/.exec(readme)![1]!
  const scopes = [.../--scope (\S+)/g[Symbol.matchAll](readme)].map(([, scope]) => scope!)
  const made = await fetch(`${hub.url}/admin/carriers/alpha/clients`, {
    method: 'POST', body: JSON.stringify({ name: 'Meine App', kind: 'public', redirectUris: [`http://localhost:${port}/`], scopes }),
    headers: { authorization: `Bearer ${hub.token}`, 'content-type': 'application/json' },
  })
  const { client } = await made.json() as { client: { id: string } }
  const folder = mkdtempSync(join(tmpdir(), 'steckwerk-app-'))
  await using _removed = { [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }) }
  writeFileSync(join(folder, 'index.html'), lines.replace('http://127.0.0.1:8080', hub.url).replace('CLIENT-ID', client.id))
  await using _app = await serveFolder(folder, port)
  const page = await signedInPage('erika')
  await page.goto(`http://localhost:${port}/`)
  await page.getByRole('button', { name: 'Zugriff erlauben' }).click()
  await page.getByText('erika-kalium').first().waitFor()
  await page.context().close()
})

test('an invented vendor runs a rival, is registered once, and a carrier compares it with our scheduling', async () => {
  const [port] = (await freePorts(1)) as [number]
  const start = async (): Promise<NonNullable<Awaited<ReturnType<typeof startVendor>>>> => (await startVendor({ data: held.data, port, hubUrl: hub.url }))!
  {
    await using vendor = await start()
    await seedVendor(hub, vendor)
    assert.equal(await startVendor({ data: held.data, port, hubUrl: hub.url }), undefined, 'its port is taken')
  }
  await using vendor = await start()
  await seedVendor(hub, vendor)
  await using people = withPeople(hub)
  const { brokers } = await (await people.as('leitstand')).call<BrokerPage>('GET', '/platform/brokers')
  assert.deepEqual(brokers.filter(({ inside }) => !inside).map(({ url, trouble, services }) => [url, trouble, services[0]?.evidence.filter(({ kind }) => kind === 'c5').length]), [[vendor.url, null, 1]])
  const { services } = await (await people.as('verwaltung.alpha')).call<MarketPage>('GET', '/carriers/alpha/market/catalogue')
  assert.deepEqual(services.filter(({ capability }) => capability === 'scheduling').map(({ inside, missing, plans }) => [inside, missing, plans.length]), [[true, [], 1], [false, [], 2]])

  const page = await signedInPage('verwaltung.alpha')
  await page.goto(`${hub.url}/traeger/alpha/dienste`)
  await page.locator('label', { hasText: 'Katalog' }).click()
  for (const name of ['Terminplanung', 'Slotwerk Termine']) await page.getByRole('checkbox', { name: `${name} vergleichen` }).check()
  const table = page.getByRole('region', { name: 'Vergleich' }).getByRole('table')
  await table.getByRole('row', { name: /Anbieter.*Steckwerk.*Slotwerk GmbH \(Beispielanbieter, erfunden\)/ }).waitFor()
  await table.getByRole('row', { name: /Kosten in fünf Jahren.*0,00.*5\.940,00/ }).waitFor()
  await table.getByRole('row', { name: /C5-Testat.*läuft bald ab/ }).waitFor()
  await table.getByRole('row', { name: /Format beim Ausstieg.*FHIR R4 NDJSON.*FHIR R4 NDJSON/ }).waitFor()
  await axe(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await noSidewaysScroll(page)
  await axe(page)
  await page.context().close()
})

test('demo reset puts back what the accounts did, and touches nobody else', async () => {
  const admin = (path: string, body: object): Promise<Response> => fetch(`${hub.url}${path}`, {
    method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${hub.token}`, 'content-type': 'application/json' },
  })
  assert.equal((await admin('/admin/carriers/alpha/people', { name: 'Wer anders', login: 'wer.anders', roles: ['clinician'], sites: 'all' })).status, 201)
  const people = withPeople(hub)
  const erika = await people.as('erika')
  const { links } = await erika.call<PersonLinks>('GET', '/persons/links')
  for (const { link } of links) await erika.call('DELETE', `/persons/links/${link}`)
  const reviewer = await people.as('verwaltung.beta')
  const { reviews: [waiting] } = await reviewer.call<ReviewPage>('GET', '/carriers/beta/emergency/reviews?state=open')
  await reviewer.call('POST', `/carriers/beta/emergency/${waiting!.id}/review`, { outcome: 'justified', note: '' })
  await (await people.as('verwaltung.gamma')).call('POST', `/carriers/gamma/duplicates/${await openPair(people)}/merge`, { survivor: 'juergen-1' })
  await (await people.as('verwaltung.alpha')).call('DELETE', '/carriers/alpha/people/aerztin.alpha')

  await resetPeople(hub, ports, new Date())
  await assert.rejects(erika.call('GET', '/persons/links'), /: 401 /)
  await asAtTheBeginning()
  await using again = withPeople(hub)
  assert.ok((await idsOf(again, 'aerztin.alpha', 'alpha/Patient')).includes('erika'))
  const others = await (await fetch(`${hub.url}/admin/carriers/alpha/people?query=wer.anders`, { headers: { authorization: `Bearer ${hub.token}` } })).json() as { people: readonly { login: string }[] }
  assert.deepEqual(others.people.map(({ login }) => login), ['wer.anders'])
  await people[Symbol.asyncDispose]()
})

test('no log names the demo\'s people', () => {
  const log = readFileSync(`${held.data}/logs/hub.log`, 'utf8')
  assert.ok(log.includes('hub.started'))
  for (const personal of ['Mustermann', 'Sommer', '1964-08-12', hub.password]) assert.ok(!log.includes(personal), 'a log line holds personal data')
})
