import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Ctx } from '@steckwerk/kernel'
import { asTenant } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import type { Resource } from '@steckwerk/fhir'
import { createIngest, type Ingest, type Keys } from '@steckwerk/ingest'
import type { ObjectStore } from '@steckwerk/objects'
import { testStore } from '@steckwerk/store/testing'
import type { Store } from '@steckwerk/store'
import type { Batch, ChannelSettings } from '@steckwerk/uplink'

export const channel: ChannelSettings = {
  zone: 'Europe/Berlin',
  patientSystem: 'https://alpha.example/patient',
  caseSystem: 'https://alpha.example/case',
  site: 'Klinikum Alphastadt',
}

export const epoch = '01890a5d-ac96-774b-bcce-b302099a8057'

/** Sealing with one key, bound to its context as the real one is. */
export function testKeys(): Keys {
  const key = randomBytes(32)
  return {
    sealer: async () => ({
      number: 1,
      seal: (plain, context) => {
        const iv = randomBytes(12)
        const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
        const body = Buffer.concat([cipher.update(plain), cipher.final()])
        return Buffer.concat([iv, cipher.getAuthTag(), body])
      },
    }),
    open: async (_ctx, sealed, context) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
    },
  }
}

export interface Harness extends AsyncDisposable {
  readonly store: Store
  readonly ownerUrl: string
  readonly ingest: Ingest
  ctx(carrier?: 'alpha' | 'beta', now?: number): Ctx
  /** Sends messages as the next batch of stream 0 of the epoch; gives the hub's answer. */
  send(messages: readonly (string | Buffer)[], options?: { readonly ctx?: Ctx; readonly channel?: ChannelSettings }): ReturnType<Ingest['commitBatch']>
  resource(type: string, id: string): Promise<Resource | undefined>
  all(type: string): Promise<Resource[]>
}

export async function harness(keys: Keys = testKeys(), objects?: ObjectStore): Promise<Harness> {
  const held = new AsyncDisposableStack()
  const database = held.use(await testStore({ carriers: ['alpha', 'beta'] }))
  const { store } = database
  const carriers = await store.carriers()
  const ingest = createIngest({ store, keys, log: silentLog, rawRetentionDays: 30, ...(objects === undefined ? {} : { objects }) })
  const ctx = (carrier: 'alpha' | 'beta' = 'alpha', now = Date.now()): Ctx => ({
    tenant: asTenant(carriers.find(({ slug }) => slug === carrier)!.tenant),
    carrier, actor: 'Device/kis', purpose: 'TREAT', trace: 'test', now: new Date(now),
  })
  await ingest.openEpoch(ctx(), 'kis', { epoch, streams: 4, reason: 'first' })
  let sent = 0
  return {
    store,
    ownerUrl: database.ownerUrl,
    ingest,
    ctx,
    send: (messages, options = {}) => {
      const batch = batchOf(messages, sent, { position: sent, ...(options.channel === undefined ? {} : { channel: options.channel }) })
      sent += messages.length
      return ingest.commitBatch(options.ctx ?? ctx(), 'kis', batch)
    },
    resource: async (type, id) => {
      const row = await store.read(ctx(), (reader) => reader.get(type, id))
      return row?.text === undefined ? undefined : (JSON.parse(row.text) as Resource)
    },
    all: async (type) => {
      const { rows } = await store.read(ctx(), (reader) => reader.search({
        type, conditions: [], sort: [], count: 500, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
      }))
      return rows.map((row) => JSON.parse(row.text!) as Resource)
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** A batch of messages whose sequences begin after `before`. */
export function batchOf(
  messages: readonly (string | Buffer)[],
  before: number,
  options: { readonly stream?: number; readonly position: number; readonly channel?: ChannelSettings; readonly receivedAt?: number },
): Batch {
  const bodies = messages.map((message) => (typeof message === 'string' ? Buffer.from(message.replaceAll('\n', '\r')) : message))
  return {
    header: {
      epoch,
      stream: options.stream ?? 0,
      position: options.position,
      channels: { adt: options.channel ?? channel },
      messages: bodies.map((body, i) => ({
        channel: 'adt',
        sequence: before + i + 1,
        order: before + i + 1,
        receivedAt: options.receivedAt ?? Date.now(),
        sha256: createHash('sha256').update(body).digest('hex'),
        length: body.length,
      })),
    },
    bodies,
  }
}

interface Visit {
  readonly event: string
  readonly number?: string
  readonly family?: string
  readonly given?: string
  readonly case?: string
  readonly place?: string
  readonly at?: string
  readonly control?: string
}

/** An invented ADT message in UTF-8. */
export function adt(visit: Visit): string {
  const { event, number = '4711', family = 'Müßig', given = 'Änne', place = 'CHI^302^1', at = '20261121083000' } = visit
  return [
    `MSH|^~\\&|KIS|HAUS|HUB|ST|${at}||ADT^${event}|${visit.control ?? `${event}-${number}-${at}`}|P|2.5|||AL|NE|DEU|UNICODE UTF-8`,
    `EVN|${event}|${at}`,
    `PID|||${number}^^^Haus^PI||${family}^${given}^^^^^L||19850713|F|||Gänsemarkt 3^^Alphastadt^^80331^DE^H`,
    `PV1|1|I|${place}^^^N||||123456701^Grün^Jörg^^^Dr.||||||||||||${visit.case ?? `F${number}`}^^^Haus^VN|||||||||||||||||||||||||${at}`,
    '',
  ].join('\r')
}
