import type { Access } from '@steckwerk/access'
import type { PlugEditions } from '@steckwerk/plug'
import { sql, type Clock, type Log } from '@steckwerk/kernel'
import type { Carrier, Job, Store } from '@steckwerk/store'
import { createAddressCodes, type AddressCodes } from './address-codes.ts'
import { changePreferences, provenAddress, readContact, removeAddress, type Contact, type OptionalTopic } from './contacts.ts'
import type { Language, Notify } from './contract.ts'
import { createEditionMails } from './edition-mails.ts'
import { checkAddress, checkPath } from './edition-parts.ts'
import { editionsOf } from './editions.ts'
import { hubCtx } from './hub-ctx.ts'
import { startListener, type Listener } from './listener.ts'
import { openFacts, readMails } from './mail-rows.ts'
import type { MailSettings } from './mail-settings.ts'
import { readMailState, type MailState } from './mail-state.ts'
import { createMailTokens } from './mail-token.ts'
import { createGuestMails, type AddressMail } from './guest-mails.ts'
import { createNotices } from './notices.ts'
import type { NotifyParts, Noting } from './parts.ts'
import { createPushDevices, type PushDevices } from './push-devices.ts'
import { createReceiving } from './received.ts'
import { createResolving } from './resolve.ts'
import { noteSecurity, securityListener } from './security-mails.ts'
import { createSending, type SendParts } from './send.ts'
import { createSmtp } from './transport.ts'

export interface NotificationsOptions {
  readonly store: Store
  readonly access: Pick<Access, 'sealFor' | 'outbound' | 'persons' | 'hearAccounts'>
  readonly clock: Clock
  readonly log: Log
  /** undefined = the hub sends no mails. */
  readonly mail: MailSettings | undefined
  /** Where answers and bounces come in; undefined = they go to the sender's own mailbox. */
  readonly incoming?: { readonly host: string; readonly port: number; readonly tls?: { readonly cert: string; readonly key: string } | undefined } | undefined
  readonly digestSeconds: number
  /** So many mails of newsletters go out a minute; default 120. */
  readonly editionsAMinute?: number
  /** Where the portal is reached from outside, without a trailing slash; asked at each mail. */
  readonly origin: () => string
}

/** Mail and push of one hub. */
export interface Notifications extends Notify, AsyncDisposable {
  readonly mailOn: boolean
  readonly receiving: boolean
  /** Of the listener; undefined without one. */
  readonly incomingPort: number | undefined
  readonly devices: PushDevices
  readonly codes: AddressCodes
  contact(account: string): Promise<Contact>
  change(account: string, change: { readonly topicsOff?: readonly OptionalTopic[]; readonly language?: Language }, noted?: Noting): Promise<void>
  /** The address itself is told. */
  removeAddress(account: string, noted?: Noting): Promise<void>
  /** To an address somebody typed in at a carrier or network. Nothing where the hub sends no mails. Faults: notify/address, notify/path, notify/too-many. */
  toAddress(carrier: Carrier, mail: AddressMail): Promise<void>
  /** By the token of a one-click link. false = no such token, or too old. */
  unsubscribe(token: string): Promise<boolean>
  /** By the token of a newsletter's one-click link. false = no such token, or too old. */
  endEditions(token: string): Promise<boolean>
  /** Newsletters of a service at a carrier. */
  editions(carrier: Carrier, plug: string): PlugEditions
  /** Where the link of a mail leads; undefined unless the mail was this account's own. */
  pathOf(account: string, token: string): Promise<string | undefined>
  state(): Promise<MailState>
  /** Whether the mail server answers and takes our credentials; undefined where none is named. */
  probe(): Promise<boolean | undefined>
  /** To be run by the elected hub. */
  readonly jobs: readonly Job[]
}

/** Links in mails and one-click tokens work so long. */
const keptDays = 180

/** Faults: notify/mail-port-taken. */
export async function openNotifications(options: NotificationsOptions): Promise<Notifications> {
  const { store, access, clock, log, mail } = options
  const { links, keys, guests } = access.persons
  const seal = access.sealFor('notify')
  const tokens = createMailTokens(seal)
  const parts: NotifyParts = {
    store, clock, log, seal, tokens, outbound: access.outbound, digestSeconds: options.digestSeconds,
    audience: { pseudonym: keys.pseudonym, holders: links.holders, may: links.may, guestOf: async (ctx, patient) => emailOf(await guests.contactOf(ctx, patient)) },
  }
  const from = mail?.from.address ?? ''
  const devices = createPushDevices({ ...parts, subject: () => (from === '' ? secureOrigin(options.origin()) : `mailto:${from}`) })
  await using opened = new AsyncDisposableStack()
  const transport = mail === undefined ? undefined : createSmtp(mail)
  if (transport !== undefined) opened.defer(() => transport.close())
  const sendParts: SendParts = { ...parts, devices, transport, from, receiving: mail !== undefined && options.incoming !== undefined, origin: options.origin }
  const editionMails = createEditionMails({ ...sendParts, editionsAMinute: options.editionsAMinute ?? 120 })
  const receiving = createReceiving(parts, editionMails)
  const listener: Listener | undefined = options.incoming === undefined || mail === undefined
    ? undefined
    : opened.use(await startListener({ ...options.incoming, address: from, tokens, receiving, log }))
  const guestMails = createGuestMails(sendParts)
  const resolving = createResolving(parts, guestMails)
  const sending = createSending(sendParts)
  opened.defer(access.hearAccounts(securityListener(seal)))
  const held = opened.move()

  return {
    ...createNotices(parts),
    mailOn: mail !== undefined,
    receiving: listener !== undefined,
    incomingPort: listener?.port,
    devices,
    codes: createAddressCodes(parts),
    contact: (account) => store.read(hubCtx(clock.now()), (r) => readContact(r, seal, account)),
    change: (account, change, noted) => store.write(hubCtx(clock.now()), async (w) => {
      await changePreferences(w, account, change, new Date(clock.now()))
      await noted?.(w)
    }),
    removeAddress: (account, noted) => store.write(hubCtx(clock.now()), async (w) => {
      const now = clock.now()
      const former = await provenAddress(w, seal, account)
      if (former !== undefined) await noteSecurity(w, seal, { account, change: 'address-removed', to: former }, now)
      await removeAddress(w, account, new Date(now))
      await noted?.(w)
    }),
    toAddress: async (carrier, sent) => {
      checkAddress(sent.to)
      checkPath(sent.path)
      if (sent.stop !== undefined) checkPath(sent.stop)
      if (mail !== undefined) await guestMails.toAddress(carrier, sent)
    },
    unsubscribe: async (token) => {
      const id = tokens.read('unsubscribe', token)
      return id !== undefined && receiving.unsubscribe({ use: 'reply', id })
    },
    endEditions: async (token) => {
      const id = tokens.read('edition-end', token)
      return id !== undefined && receiving.unsubscribe({ use: 'edition', id })
    },
    editions: (carrier, plug) => editionsOf(sendParts, carrier, plug),
    pathOf: async (account, token) => {
      const id = tokens.read('link', token)
      if (id === undefined) return undefined
      const [row] = await store.read(hubCtx(clock.now()), (r) => readMails(r, sql`id = ${id}::uuid and account = ${account} and topic <> 'code'`))
      return row === undefined ? undefined : openFacts(seal, row).path
    },
    state: () => readMailState(parts),
    probe: async () => transport?.verify(),
    jobs: [
      {
        name: 'notify',
        everyMs: 200,
        idleMs: 1_000,
        run: async ({ signal }) => {
          const resolved = await resolving.run(signal)
          const told = await guestMails.run(signal)
          // Newsletters come last: news of one person never wait for them.
          const sent = await sending.run(signal)
          return (await editionMails.run(signal)) || sent || resolved || told
        },
      },
      {
        name: 'notify-prune',
        everyMs: 3_600_000,
        run: async ({ query }) => {
          const before = new Date(clock.now() - keptDays * 86_400_000)
          const { count } = await query(sql`delete from base.mail where changed_at < ${before} and state <> 'waiting'`)
          await query(sql`delete from base.notice where facts is null and on_day < ${before.toISOString().slice(0, 10)}::date`)
          await query(sql`delete from base.guest_mail where facts is null and on_day < ${before.toISOString().slice(0, 10)}::date`)
          await query(sql`delete from base.edition where on_day < ${before.toISOString().slice(0, 10)}::date`)
          await query(sql`delete from base.mail_received where on_day < ${before.toISOString().slice(0, 10)}::date`)
          return count > 0
        },
      },
    ],
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** What a guest left is a piece of JSON with an address, a telephone number, or both (core/api/src/booking). */
function emailOf(contact: string | undefined): string | undefined {
  const { email } = (contact === undefined ? {} : JSON.parse(contact)) as { readonly email?: unknown }
  return typeof email === 'string' ? email : undefined
}

/** Push services want a mailto or an https address to turn to; one on this machine is none. */
const secureOrigin = (origin: string): string => (origin.startsWith('https:') ? origin : 'https://localhost')
