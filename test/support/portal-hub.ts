import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess, type Access } from '@steckwerk/access'
import { makeSecretsCheap } from '@steckwerk/access/testing'
import { createHubServer, type HubServerOptions } from '@steckwerk/api'
import { createIngest } from '@steckwerk/ingest'
import { systemClock, type Log } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { buildPortal, portalDist } from '@steckwerk/portal'
import type { Store } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { launchBrowser, type Browser, type Page } from '@steckwerk/testing-browser'

makeSecretsCheap()

/** A hub in this process on an empty database with the carriers alpha and beta, the built portal, and a browser. */
export interface PortalHub extends AsyncDisposable {
  readonly url: string
  readonly server: ReturnType<typeof createHubServer>
  readonly access: Access
  readonly test: TestStore
  /** As the automation: answers parsed JSON, fails loudly. */
  call(method: string, path: string, body?: unknown): Promise<unknown>
  /** A new member of alpha with these roles, set up and ready; their account's id. */
  member(name: string, roles: readonly string[], sites?: 'all' | readonly string[]): Promise<string>
  /** Lets the search for duplicates go through everything. */
  compareAll(): Promise<void>
  /** A page of who is signed in (undefined = nobody), and what it complained of on its console. */
  visit(account: string | undefined, options?: { readonly width?: number; readonly language?: 'de' | 'en'; readonly dark?: boolean }): Promise<{ readonly page: Page; readonly complaints: readonly string[] }>
}

/** more: what is opened between the hub's parts and its port. */
export async function portalHub(more: (parts: { readonly store: Store; readonly access: Access; readonly log: Log }) => Partial<HubServerOptions> | Promise<Partial<HubServerOptions>> = () => ({})): Promise<PortalHub> {
  await using opened = new AsyncDisposableStack()
  await buildPortal({ root: join(import.meta.dirname, '..', '..') })
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-portal-'))
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  const test = opened.use(await testStore())
  const access = await openAccess({ store: test.store, clock: systemClock, dataDir, demo: false, socket: () => 'https://127.0.0.1:8443' })
  const ingest = createIngest({ store: test.store, keys: access.keys, log: silentLog, rawRetentionDays: 30 })
  const server = createHubServer({ store: test.store, ingest, access, log: silentLog, addCarrier: (slug) => test.addCarrier(slug), config: { publicUrl: '', trustProxy: false, version: '0.1.0' }, portalDist, ...await more({ store: test.store, access, log: silentLog }) })
  opened.defer(() => server.close())
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const token = (await readFile(access.operatorTokenFile, 'utf8')).trim()
  const browser: Browser = await launchBrowser()
  opened.defer(() => browser.close())

  const call: PortalHub['call'] = async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method, headers: { authorization: `Bearer ${token}`, 'content-type': path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
  const held = opened.move()
  return {
    url, server, access, test, call,
    member: async (name, roles, sites = 'all') => ((await call('POST', '/admin/carriers/alpha/people', { name, roles, sites })) as { person: { account: string } }).person.account,
    compareAll: async () => {
      const query = (): Promise<never> => Promise.reject(new Error('The job asks the store alone.'))
      while (await access.duplicates.job.run({ signal: AbortSignal.timeout(30_000), query })) continue
    },
    visit: async (account, { width = 1280, language = 'de', dark = false } = {}) => {
      const context = await browser.newContext({ locale: language === 'en' ? 'en-GB' : 'de-DE', timezoneId: 'Europe/Berlin', viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
      if (account !== undefined) {
        const value = await access.sessions.start({ account, amr: ['pwd', 'otp'], device: 'Test', network: '127.0.0.1' })
        await context.addCookies([{ name: 'steckwerk', value, url, httpOnly: true, sameSite: 'Strict' }])
      }
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
      })
      return { page, complaints }
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
