/** Ordering as people meet it: a broker of somebody else, written from the specification alone and a process of its own, before the real hub and portal. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrokerInfo, OrderDetail } from '@steckwerk/api/contract/marketplace'
import type { Marketplace } from '@steckwerk/marketplace'
import { brokerProcess, driveNow, nearMarket, serviceId, smallPlan, type BrokerProcess, type Order } from '@steckwerk/marketplace/testing'
import { axe, focusIs, noSidewaysScroll, type Page } from '@steckwerk/testing-browser'
import { portalHub, type PortalHub } from '../support/portal-hub.ts'

let hub: PortalHub
let broker: BrokerProcess
let market: Marketplace
let [operator, admin, it] = ['', '', '']

const held = new AsyncDisposableStack()
before(async () => {
  broker = held.use(await brokerProcess())
  await broker.tell({ do: 'evidence', evidence: [{ kind: 'avv', title: { de: 'AVV' } }, { kind: 'data-location', title: { de: 'Ort' }, value: 'Deutschland' }] })
  hub = held.use(await portalHub((parts) => ({ marketplace: market = nearMarket(parts) })))
  held.use(market)
  operator = ((await hub.call('POST', '/admin/people', { name: 'Olga Betrieb', roles: ['operator'], sites: 'all' })) as { person: { account: string } }).person.account
  admin = await hub.member('Vera Verwalter', ['carrier-admin'])
  it = await hub.member('Ivo Technik', ['carrier-it'])
})
after(() => held.disposeAsync())

const drive = (overdue = false): Promise<void> => driveNow(market, hub.test.ownerUrl, overdue)
async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(`${hub.url}${path}`)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor({ timeout: 30_000 })
}
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('the operator registers a broker by keyboard, sees why its catalogue fails, and enters evidence with its document', async () => {
  const { page, complaints } = await hub.visit(operator)
  await open(page, '/leitstand/dienste', 'Anbieter von Diensten')
  await axe(page)
  await page.getByRole('button', { name: 'Anbieter eintragen' }).focus()
  await page.keyboard.press('Enter')
  await focusIs(page, 'Anbieter eintragen')
  await page.getByRole('button', { name: 'Eintragen und Katalog abrufen' }).click()
  await page.getByText('Bitte nennen Sie den Namen.').waitFor()
  await axe(page)
  await page.getByLabel('Name', { exact: true }).fill('Vendor GmbH')
  await page.getByLabel('Adresse des Brokers').fill(broker.url)
  await page.getByLabel('Benutzer').fill('hub')
  await page.getByLabel('Passwort', { exact: true }).fill('falsch')
  await page.keyboard.press('Enter')
  await page.getByText('Der Anbieter nimmt Benutzer und Passwort nicht an.').waitFor()
  await page.getByRole('button', { name: 'Zugang ändern' }).click()
  assert.equal(await page.getByLabel('Passwort', { exact: true }).inputValue(), '')
  await page.getByLabel('Passwort', { exact: true }).fill('s3cret')
  await page.getByRole('button', { name: 'Speichern und Katalog abrufen' }).click()
  await page.getByRole('heading', { name: 'Vendor Scheduling' }).waitFor()
  await broker.tell({ do: 'script', kind: 'GET catalog', answers: [{ status: 503 }, { status: 200, body: { services: [{ id: 'x' }] } }] })
  await page.getByRole('button', { name: 'Katalog neu abrufen' }).click()
  await page.getByText(/antwortet mit Status 503/).waitFor()
  await page.getByRole('button', { name: 'Katalog neu abrufen' }).click()
  await page.getByText(/Fehler bei services\.0/).waitFor()
  await page.getByRole('heading', { name: 'Vendor Scheduling' }).waitFor()
  await axe(page)
  await page.getByRole('button', { name: 'Katalog neu abrufen' }).click()
  await page.getByText(/Fehler bei services/).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Nachweis eintragen' }).click()
  await page.getByLabel('Art', { exact: true }).selectOption({ label: 'C5-Testat' })
  await page.getByRole('button', { name: 'Eintragen', exact: true }).click()
  await page.getByText('Bitte sagen Sie, was Sie gesehen haben.').waitFor()
  await page.getByLabel('Was Sie gesehen haben').fill('Testat der Prüfgesellschaft')
  await page.getByLabel('Gilt bis').fill(inDays(30))
  await page.getByLabel(/Dokument/).setInputFiles({ name: 'c5.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 test') })
  await axe(page)
  await page.getByRole('button', { name: 'Eintragen', exact: true }).click()
  await page.getByRole('link', { name: /Dokument \(PDF\)/ }).waitFor()
  await page.getByRole('region', { name: 'Nachweise, die ablaufen' }).getByText('läuft bald ab').waitFor()
  assert.ok(!(await page.content()).includes('s3cret'))
  await page.setViewportSize({ width: 320, height: 800 })
  await noSidewaysScroll(page)
  await axe(page)
  assert.deepEqual(complaints, [])
})

test('IT orders, the administration approves; live timeline; credentials shown once and rotated; notice given and taken back; at 320 px', async () => {
  const [{ page: orders, complaints: first }, { page, complaints: second }] = [await hub.visit(it, { width: 320 }), await hub.visit(admin)]
  await open(orders, '/traeger/alpha/dienste', 'Dienste')
  await orders.getByText('Noch nichts bestellt').waitFor()
  await orders.getByRole('button', { name: 'Zum Katalog' }).click()
  await orders.getByRole('button', { name: 'Vendor Scheduling' }).click()
  await orders.getByText('Selbstauskunft des Anbieters').first().waitFor()
  await noSidewaysScroll(orders)
  await axe(orders)
  await orders.getByLabel('beds').fill('0')
  await orders.getByLabel('contact').fill('niemand')
  await orders.getByRole('button', { name: 'Verbindlich bestellen' }).click()
  await orders.getByText('Mindestens 1.').waitFor()
  await orders.getByText('Das hat nicht die erwartete Form.').waitFor()
  await orders.getByLabel('beds').fill('12')
  await orders.getByLabel('contact').fill('it@alpha.example')
  await orders.getByRole('button', { name: 'Verbindlich bestellen' }).click()
  await orders.getByText('wartet auf Genehmigung').first().waitFor()
  assert.equal(await orders.getByRole('button', { name: 'Genehmigen' }).count(), 0)
  await noSidewaysScroll(orders)
  await axe(orders)

  await open(page, '/traeger/alpha/dienste', 'Dienste')
  await page.getByRole('button', { name: 'Vendor Scheduling' }).click()
  await focusIs(page, 'Vendor Scheduling')
  await page.getByText(/Fragen Sie den Anbieter rechtzeitig nach dem nächsten Nachweis: C5-Testat/).waitFor()
  await broker.tell({ do: 'script', kind: 'PUT instance', answers: [{ status: 202, body: { operation: 'o1' }, act: true }] })
  await broker.tell({ do: 'script', kind: 'GET last_operation', answers: [{ status: 200, body: { state: 'in progress', description: 'Datenbank wird angelegt' } }] })
  await page.getByRole('button', { name: 'Genehmigen' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Genehmigt', { exact: true }).waitFor()
  await drive()
  // Nobody presses anything: both see it happen.
  await page.getByText('Der Anbieter arbeitet daran').waitFor()
  await orders.getByText('Der Anbieter arbeitet daran').waitFor()
  await drive()
  await page.getByText('„Datenbank wird angelegt“').waitFor()
  await axe(page)
  await drive()
  await page.getByText(/Angeschlossen/).waitFor()
  await orders.getByText(/Angeschlossen/).waitFor()

  await broker.tell({ do: 'expire', metadata: { expires_at: new Date(Date.now() + 40 * 86_400_000).toISOString() } })
  await page.getByRole('button', { name: 'Zugangsdaten anfordern' }).click()
  await page.getByText('Zugangsdaten angefordert').waitFor()
  await drive()
  await page.getByRole('button', { name: 'Einmal zeigen' }).click()
  await page.locator('output', { hasText: 'secret-of-' }).waitFor()
  await axe(page)
  await page.getByRole('button', { name: 'Fertig' }).click()
  await page.getByRole('button', { name: 'Einmal zeigen' }).waitFor({ state: 'detached' })
  await page.getByText(/gilt bis/).first().waitFor()
  await page.getByRole('button', { name: 'Erneuern' }).click()
  await drive()
  await page.getByText('Neue Zugangsdaten liegen bereit').waitFor()
  await page.getByRole('button', { name: 'Einmal zeigen' }).waitFor()
  assert.ok(!(await page.content()).includes('secret-of-'))

  await page.getByRole('button', { name: 'Kündigen' }).click()
  await page.getByRole('group', { name: 'Diesen Dienst kündigen?' }).getByRole('button', { name: 'Kündigen' }).click()
  await page.getByText(/Bis dahin erfährt der Anbieter nichts/).waitFor()
  await page.getByRole('link', { name: 'Daten des Dienstes abholen' }).waitFor()
  await axe(page)
  await drive()
  await page.getByRole('button', { name: 'Kündigung zurücknehmen' }).click()
  await page.getByText('Kündigung zurückgenommen').waitFor()
  const { asked, instances } = await broker.tell({ do: 'look' })
  assert.deepEqual([asked.filter((one) => one.startsWith('DELETE')), instances.length], [[], 1])

  await page.locator('label', { hasText: 'Nutzung und Kosten' }).click()
  await page.getByText(/Zusammen: 100,00/).waitFor()
  await axe(page)
  assert.deepEqual([...first, ...second], [])
})

test('the rules of the house: seen by who orders, changed by the administration, and what they refuse is named', async () => {
  const { page, complaints } = await hub.visit(admin)
  await open(page, '/traeger/alpha/dienste', 'Dienste')
  await page.locator('label', { hasText: 'Katalog' }).click()
  const rules = page.getByRole('region', { name: 'Regeln Ihres Hauses' })
  await rules.getByText('Auftragsverarbeitung (AVV), Ort der Daten').waitFor()
  await rules.getByText('Regeln ändern').click()
  await axe(page)
  await rules.getByRole('group', { name: /Ohne diese Nachweise/ }).getByRole('checkbox', { name: 'Penetrationstest' }).check()
  await rules.getByLabel('Wer bestellt, genehmigt nicht selbst').check()
  await rules.getByRole('button', { name: 'Regeln speichern' }).click()
  await rules.getByText('Auftragsverarbeitung (AVV), Ort der Daten, Penetrationstest').waitFor()
  await page.locator('label', { hasText: 'Meine Dienste' }).click()
  await page.getByRole('row', { name: /Vendor Scheduling.*Nachweis fehlt/ }).waitFor()
  await page.getByRole('button', { name: 'Vendor Scheduling' }).click()
  await page.getByText(/verlangen, was dieser Dienst nicht mehr hat: Penetrationstest \(fehlt\)/).waitFor()
  assert.deepEqual(complaints, [])
})

test('services side by side: five years\' cost, evidence, exit; also at 320 px', async () => {
  const service = (name: string, monthly: number, evidence: readonly object[], exitExport: boolean): object => ({
    id: name, name, description: name, bindable: false,
    metadata: { displayName: name, steckwerk: { scopes: ['system/Appointment.rs'], metrics: [{ name: 'booked', title: { de: 'Buchungen' } }], evidence, exitExport } },
    plans: [{ id: `${name}-plan`, name: 'Basis', description: 'Alles', free: false, metadata: { steckwerk: { price: { setup: 500, monthly, per: [{ metric: 'booked', euro: 0.2, included: 100 }] } } } }],
  })
  const ours = [{ kind: 'c5', title: { de: 'Testat' }, value: 'Typ 2', expires: inDays(400) }, { kind: 'exit-format', title: { de: 'Ausstieg' }, value: 'FHIR R4 NDJSON' }]
  await broker.tell({ do: 'always', kind: 'GET catalog', answer: { status: 200, body: { services: [service('Nordkalender', 100, ours, true), service('Südkalender', 80, [], false)] } } })
  const [{ id }] = ((await hub.call('GET', '/admin/platform/brokers')) as { brokers: [BrokerInfo] }).brokers
  await hub.call('POST', `/admin/platform/brokers/${id}/refresh`, {})
  await hub.call('PUT', '/admin/carriers/alpha/market/policy', { required: [], requiredForPatientData: ['c5'], secondPerson: false, undoDays: 0 })
  const { page, complaints } = await hub.visit(admin)
  await open(page, '/traeger/alpha/dienste', 'Dienste')
  await page.locator('label', { hasText: 'Katalog' }).click()
  await page.getByRole('checkbox', { name: 'Nordkalender vergleichen' }).check()
  await page.getByRole('checkbox', { name: 'Südkalender vergleichen' }).check()
  const table = page.getByRole('region', { name: 'Vergleich' }).getByRole('table')
  await table.getByRole('row', { name: /Kosten in fünf Jahren.*6\.500,00.*5\.300,00/ }).waitFor()
  await table.getByRole('row', { name: /C5-Testat.*Typ 2.*fehlt, wird verlangt/ }).waitFor()
  await table.getByRole('row', { name: /Format beim Ausstieg.*FHIR R4 NDJSON.*kein Nachweis/ }).waitFor()
  await table.getByRole('row', { name: /Nach Verbrauch.*Buchungen: 0,20/ }).waitFor()
  await axe(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('button', { name: 'Nordkalender bestellen' }).click()
  await page.getByRole('heading', { name: 'Nordkalender' }).waitFor()
  await broker.tell({ do: 'always', kind: 'GET catalog', answer: null })
  await hub.call('POST', `/admin/platform/brokers/${id}/refresh`, {})
  assert.deepEqual(complaints, [])
})

test('what a broker does wrong is told as it was, and nothing is left behind', async () => {
  const list = async (): Promise<readonly OrderDetail[]> => ((await hub.call('GET', '/admin/carriers/alpha/market/orders')) as { orders: OrderDetail[] }).orders
  await hub.call('PUT', '/admin/carriers/alpha/market/policy', { required: [], requiredForPatientData: [], secondPerson: false, undoDays: 0 })
  for (const { id, state } of await list()) if (state === 'active') await hub.call('POST', `/admin/carriers/alpha/market/orders/${id}/leave`, {})
  await driveTo('gone')
  const { brokers } = (await hub.call('GET', '/admin/platform/brokers')) as { brokers: BrokerInfo[] }
  const { page, complaints } = await hub.visit(admin, { width: 390 })
  const forEver: Order = { do: 'always', kind: 'GET last_operation', answer: { status: 200, body: { state: 'in progress' } } }
  const put = (...answers: Extract<Order, { do: 'script' }>['answers']): Order => ({ do: 'script', kind: 'PUT instance', answers })
  const faults: readonly (readonly [said: RegExp, ...orders: readonly Order[]])[] = [
    [/Der Anbieter antwortet nicht/, put({ silent: true, act: true })],
    [/schon etwas anderes unter dieser Nummer.*409.*„belegt“/s, put({ status: 409, body: { description: 'belegt' } })],
    [/Vom Anbieter abgelehnt.*410/s, put({ status: 410, body: {} })],
    [/Angebot hat sich inzwischen geändert.*422/s, put({ status: 422, body: { error: 'MaintenanceInfoConflict' } })],
    [/Die längste Wartezeit ist vorbei/, put({ status: 202, body: {}, act: true }), forEver],
  ]
  for (const [said, ...orders] of faults) {
    for (const order of orders) await broker.tell(order)
    await hub.call('POST', '/admin/carriers/alpha/market/orders', { broker: brokers[0]!.id, service: serviceId, plan: smallPlan, parameters: { beds: 1 } })
    await driveTo('failed')
    await broker.tell({ do: 'always', kind: 'GET last_operation', answer: null })
    await open(page, '/traeger/alpha/dienste', 'Dienste')
    await page.getByRole('row', { name: /Vendor Scheduling/ }).first().getByRole('button').click()
    await page.getByText('Bestellung fehlgeschlagen').waitFor()
    assert.match(await page.getByRole('list', { name: 'Verlauf' }).innerText(), said)
    assert.deepEqual((await broker.tell({ do: 'look' })).instances, [], String(said))
  }
  await axe(page)
  await noSidewaysScroll(page)
  assert.deepEqual(complaints, [])

  async function driveTo(state: string): Promise<void> {
    const end = Date.now() + 30_000
    while ((await list())[0]!.state !== state) {
      assert.ok(Date.now() < end, `never ${state}: ${(await list())[0]!.state}`)
      await drive(true)
    }
  }
})
