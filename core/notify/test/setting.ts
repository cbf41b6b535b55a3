import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess, type Access, type AccountEventKind, type AccountListener, type PersonCall } from '@steckwerk/access'
import { asTenant, sql, type Ctx } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { openNotifications, type Notifications, type NotificationsOptions } from '@steckwerk/notify'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { catcher, type Catcher } from './catcher.ts'

export const sender = 'portal@hub.example'
export const origin = 'https://portal.example'
export const minute = 60_000

export interface Setting extends AsyncDisposable {
  readonly test: TestStore
  readonly access: Access
  readonly smtp: Catcher
  readonly clock: { now(): number; ahead(ms: number): void }
  readonly notifications: Notifications
  /** A further hub on the same database; to be closed by who opens it. */
  open(options?: Partial<NotificationsOptions>): Promise<Notifications>
  ctx(slug?: string): Promise<Ctx>
  /** An account with a proven address `<account>@example.org`; nothing is left in the catcher. */
  reachable(account: string, language?: 'de' | 'en'): Promise<void>
  account(account: string): Promise<PersonCall>
  /** A Patient of alpha, linked to the account. */
  link(account: string, patient: string): Promise<void>
  /** Tells what hears of accounts, as core/access does. */
  happens(account: string, event: AccountEventKind): Promise<void>
  /** A guest's booking at alpha. */
  guest(patient: string, contact: { readonly email?: string; readonly phone?: string }, until: Date): Promise<void>
  /** Runs the job until it finds nothing to do. */
  work(of?: Notifications): Promise<void>
}

/** Two carriers, a mail server that keeps what it gets, and the hub's listener. */
export async function setting(): Promise<Setting> {
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-notify-'))
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  const test = opened.use(await testStore())
  const smtp = opened.use(await catcher())
  let now = Date.parse('2026-03-02T08:00:00Z')
  const clock = { now: () => now, ahead: (ms: number) => void (now += ms) }
  const listeners = new Set<AccountListener>()
  const opening = await openAccess({ store: test.store, clock, dataDir, demo: false, outbound: { loopback: true }, socket: () => '' })
  const access: Access = { ...opening, hearAccounts: (listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  } }
  const { persons } = access
  for (const carrier of await test.store.carriers()) await access.prepare(carrier)

  const open = async (options: Partial<NotificationsOptions> = {}): Promise<Notifications> => openNotifications({
    store: test.store, access, clock, log: silentLog, digestSeconds: 60, origin: () => origin,
    mail: { host: '127.0.0.1', port: smtp.port, tls: 'none', auth: undefined, dkim: undefined, from: { name: 'Portal', address: sender } },
    incoming: { host: '127.0.0.1', port: 0 },
    ...options,
  })
  const notifications = opened.use(await open())
  const ctx = async (slug = 'alpha'): Promise<Ctx> =>
    ({ tenant: (await test.store.carrier(slug))!.tenant, carrier: slug, actor: 'Device/test', purpose: 'TREAT', trace: 'test', now: new Date(now) })
  const account = async (name: string): Promise<PersonCall> => {
    const hub: Ctx = { tenant: asTenant(0), carrier: '', actor: 'Device/test', purpose: 'HSYSADMIN', trace: 'test', now: new Date(now) }
    await test.store.write(hub, (w) => w.query(sql`
      insert into st.account (account, display, demo, created_at) values (${name}, ${name}, false, ${hub.now}) on conflict do nothing`))
    return { account: name, name, trace: 'test', now }
  }
  const work = async (of: Notifications = notifications): Promise<void> => {
    const job = of.jobs.find(({ name }) => name === 'notify')!
    while (await job.run({ signal: AbortSignal.any([]), query: () => Promise.reject(new Error('nothing as the owner')) }));
  }
  const held = opened.move()
  return {
    test, access, smtp, clock, notifications, open, ctx, account, work,
    happens: async (name, event) => {
      const hub: Ctx = { tenant: asTenant(0), carrier: '', actor: 'Device/test', purpose: 'HSYSADMIN', trace: 'test', now: new Date(now) }
      await test.store.write(hub, async (w) => {
        for (const hear of listeners) await hear(w, name, event, now)
      })
    },
    guest: async (patient, contact, until) => {
      const alpha = (await test.store.carrier('alpha'))!
      const resource = { resourceType: 'Patient', id: patient, birthDate: '1980-05-17', name: [{ given: ['Gustav'], family: 'Gast' }] }
      await persons.guests.make(persons.guests.ctx(alpha, patient, 'test'), { patient, birthDate: '1980-05-17', contact: JSON.stringify(contact), until }, async (w) => {
        await w.apply([{ kind: 'put', type: 'Patient', id: patient, text: JSON.stringify(resource), resource, expect: 'any' }])
      })
    },
    reachable: async (name, language = 'de') => {
      await account(name)
      await notifications.codes.send(name, `${name}@example.org`, language)
      await work()
      await notifications.codes.verify(name, codeOf(smtp.mails.pop()!.mail.text!))
      // The address is told that it is one now.
      await work()
      smtp.mails.pop()
    },
    link: async (name, patient) => {
      const call = await account(name)
      const desk = await ctx()
      const resource = { resourceType: 'Patient', id: patient, birthDate: '1980-05-17', name: [{ given: ['Änne'], family: 'Muster' }] }
      await test.store.write(desk, (w) => w.apply([{ kind: 'put', type: 'Patient', id: patient, text: JSON.stringify(resource), resource, expect: 'any' }]))
      const { code } = await persons.activations.issue(desk, patient, { kind: 'self', language: 'de', sender: 'alpha', portal: origin })
      await persons.redeeming.redeem(call, { code, birthDate: '1980-05-17', address: '192.0.2.1' })
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

export const codeOf = (text: string): string => /\b(\d{6})\b/.exec(text)![1]!
