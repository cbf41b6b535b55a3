import { seedServices, SimulatedCalendar, withPeople, type DemoHub } from '@steckwerk/demo'
import type { ActivationLetter } from '@steckwerk/api/contract/person'
import type { Browser, Page } from '@steckwerk/testing-browser'
import { testRegion, type TestRegion } from './region.ts'

export interface Stored {
  readonly id: string
  readonly resourceType: string
  readonly meta: { readonly versionId: string; readonly lastUpdated: string }
  readonly status: string
  readonly identifier?: readonly { readonly system: string; readonly value: string }[]
}

/** A carrier that takes bookings, with the calendar of its KIS behind the connector, and erika among its patients. */
export interface BookingRegion extends TestRegion {
  readonly hub: DemoHub
  readonly calendar: SimulatedCalendar
  /** Erika's number there. */
  readonly patientNumber: string
  /** As the automation: answers parsed JSON, fails loudly. */
  call<T = unknown>(method: string, path: string, body?: object): Promise<T>
  /** What the KIS is told next of this kind, with the moment it had read the message; asked for before what causes it. */
  told(event: string): Promise<{ readonly entry: ReturnType<SimulatedCalendar['entry']> & object; readonly at: number }>
  appointment(id: string): Promise<Stored>
}

const patience = 30_000

export async function bookingRegion(): Promise<BookingRegion> {
  await using opened = new AsyncDisposableStack()
  const held = opened.use(await testRegion(undefined, undefined, { withKis: true }))
  const { region: { url, token, password }, carrier, mllp } = held
  const hub: DemoHub = { url, token, password, signal: AbortSignal.timeout(300_000) }
  const calendar = opened.use(await SimulatedCalendar.start({ port: held.kis!, channel: { host: '127.0.0.1', port: mllp } }))
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}${path}`, {
      method, signal: hub.signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json' }) },
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  const patientNumber = '9900001'
  await call('PUT', '/fhir/alpha/Patient/erika', {
    resourceType: 'Patient', id: 'erika', active: true, identifier: [{ system: carrier.patientSystem, value: patientNumber }],
    name: [{ use: 'official', family: 'Mustermann', given: ['Erika'] }], birthDate: '1964-08-12', gender: 'female',
  })
  await seedServices(hub, [carrier])
  {
    await using people = withPeople(hub)
    const { code } = await call<ActivationLetter>('POST', '/admin/carriers/alpha/patients/erika/activation-codes', { kind: 'self', language: 'de' })
    await (await people.as('erika')).call('POST', '/persons/links', { code, birthDate: '1964-08-12' })
  }
  // Slots are made by the service itself, soon.
  for (const schedule of ['kalender-keller', 'kalender-oezdemir']) await call('POST', `/fhir/alpha/Schedule/${schedule}/$make-slots`, { resourceType: 'Parameters' })
  const running = opened.move()
  return {
    ...held, hub, calendar, patientNumber, call,
    told: (event) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        listening[Symbol.dispose]()
        reject(new Error(`The KIS was not told ${event} in ${patience / 1000} s.`))
      }, patience)
      const listening = calendar.onMessage((entry, name) => {
        if (name !== event) return
        clearTimeout(timer)
        listening[Symbol.dispose]()
        resolve({ entry, at: Date.now() })
      })
    }),
    appointment: (id) => call('GET', `/fhir/alpha/Appointment/${id}`),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** A page of who signs in with the demo's password, what it complained of, and how often a finger or mouse went down on it. */
export interface Visit {
  readonly page: Page
  readonly complaints: readonly string[]
  presses(): Promise<number>
}

export async function visit(browser: Browser, region: BookingRegion, account: string | undefined, width = 1280): Promise<Visit> {
  const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: { width, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  if (account !== undefined) {
    await page.goto(`${region.hub.url}/anmelden`)
    await page.getByLabel('Konto').fill(account)
    await page.getByLabel('Passwort', { exact: true }).fill(region.hub.password)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/anmelden'))
    await page.evaluate(() => {
      document.documentElement.dataset['presses'] = '0'
      addEventListener('pointerdown', () => {
        document.documentElement.dataset['presses'] = String(Number(document.documentElement.dataset['presses']) + 1)
      }, true)
    })
  }
  return { page, complaints, presses: async () => Number(await page.evaluate(() => document.documentElement.dataset['presses'])) }
}
