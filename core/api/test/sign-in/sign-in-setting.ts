import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess, type Access, type Principal } from '@steckwerk/access'
import { createHubServer } from '@steckwerk/api'
import { createIngest } from '@steckwerk/ingest'
import { asTenant, type Ctx } from '@steckwerk/kernel'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { keptLog } from '../setting.ts'
import { Browser } from './browser.ts'

/** A hub of the setting's database. */
export interface TestHub {
  readonly access: Access
  /** http://localhost:<port>, where passkeys work. */
  readonly origin: string
  browser(): Browser
}

export interface SignInSetting extends AsyncDisposable {
  readonly test: TestStore
  readonly hub: TestHub
  readonly token: string
  now(): number
  pass(milliseconds: number): void
  /** Another hub on the same database. */
  another(): Promise<TestHub>
  /** A member of staff of alpha with the given roles and a one-time code for the set-up. */
  invite(login: string, roles: readonly ('clinician' | 'ward-clerk' | 'carrier-admin' | 'carrier-it')[]): Promise<{ readonly account: string; readonly code: string }>
}

/** Hubs with a clock that stands until it is told to go on. */
export async function signInSetting(options: { readonly publicUrl?: string } = {}): Promise<SignInSetting> {
  await using opened = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-sign-in-'))
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  const test = opened.use(await testStore())
  let now = Date.now()
  let stack = opened
  const clock = { now: () => now }

  async function open(): Promise<TestHub> {
    const { log } = keptLog()
    const access = await openAccess({ store: test.store, clock, dataDir, demo: true, log, socket: () => 'https://127.0.0.1:8443' })
    const ingest = createIngest({ store: test.store, keys: access.keys, log, rawRetentionDays: 30 })
    const server = createHubServer({
      store: test.store, ingest, access, log, clock, addCarrier: (slug) => test.addCarrier(slug),
      config: { publicUrl: options.publicUrl ?? '', trustProxy: false, version: '0.1.0' },
    })
    stack.defer(() => server.close())
    const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
    const origin = `http://localhost:${port}`
    return { access, origin, browser: () => new Browser(`http://127.0.0.1:${port}`, options.publicUrl ?? origin) }
  }

  const hub = await open()
  const token = (await readFile(hub.access.operatorTokenFile, 'utf8')).trim()
  const by = (await hub.access.authenticate({ authorization: `Bearer ${token}` })) as Principal
  const carrier = (await test.store.carrier('alpha'))!
  const ctx = (): Ctx => ({ tenant: asTenant(carrier.tenant), carrier: 'alpha', actor: by.actor, purpose: 'HSYSADMIN', trace: 'test', now: new Date(now) })
  const held = opened.move()
  stack = held
  return {
    test, hub, token,
    now: () => now,
    pass: (milliseconds) => { now += milliseconds },
    another: open,
    invite: async (login, roles) => {
      const { code, person } = await hub.access.people.invite({ ctx: ctx(), by, carrier: 'alpha', kind: 'carrier' }, { name: 'Dr. Kim Beispiel', login, membership: { carrier: 'alpha', roles, sites: 'all' } })
      return { account: person.account, code }
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
