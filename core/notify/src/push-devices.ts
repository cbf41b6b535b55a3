import { createECDH, hkdfSync, randomUUID } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import { hubCtx } from './hub-ctx.ts'
import type { Language } from './contract.ts'
import type { NotifyParts, Noting } from './parts.ts'
import { pushWords } from './templates.ts'

export interface PushSubscription {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

export interface PushDevice {
  readonly id: string
  readonly name: string
  readonly addedAt: Date
}

/** Browsers that asked to be told. What they get is "Es gibt Neues" and no more. */
export interface PushDevices {
  /** For PushManager.subscribe: base64url. */
  readonly publicKey: string
  list(account: string): Promise<readonly PushDevice[]>
  /** A browser that is there already changes hands: it belongs to who is signed in now. Faults: notify/push-subscription, notify/too-many-devices,
   *  access/address-private. */
  add(account: string, subscription: PushSubscription, name: string, noted?: Noting): Promise<void>
  remove(account: string, id: string, noted?: Noting): Promise<boolean>
  /** To all of the account's, as well as may be. Returns how many were reached. */
  tell(account: string, language: Language): Promise<number>
}

const mostDevices = 10
const goodForSeconds = 12 * 3600
const subscriptionContext = (id: string): string => `push ${id}`

export function createPushDevices(parts: Pick<NotifyParts, 'store' | 'clock' | 'log' | 'seal' | 'outbound'> & { readonly subject: () => string }): PushDevices {
  const { store, clock, log, seal, outbound } = parts
  const vapid = vapidKeys(seal.mark('vapid'))
  const ctx = (): ReturnType<typeof hubCtx> => hubCtx(clock.now())

  async function tellOne(id: string, subscription: PushSubscription, language: Language): Promise<boolean> {
    try {
      const { default: webPush } = await import('web-push')
      const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, pushWords[language], {
        vapidDetails: { subject: parts.subject(), ...vapid }, TTL: goodForSeconds, urgency: 'normal', topic: 'news',
      })
      // Some of the headers are numbers, whatever the types say.
      const { status } = await outbound.fetch(endpoint, {
        method: 'POST', headers: Object.fromEntries(Object.entries<string | number>(headers).map(([name, value]) => [name, String(value)])), body: new Uint8Array(body),
      })
      // Source: RFC 8030 §7.3: gone for good.
      if (status === 404 || status === 410) await store.write(ctx(), (w) => w.query(sql`delete from st.push_device where id = ${id}::uuid`))
      else if (status >= 300) log.warn('push.refused', { status })
      return status < 300
    } catch (thrown) {
      log.error('a device could not be told', thrown)
      return false
    }
  }

  return {
    publicKey: vapid.publicKey,
    list: async (account) => {
      const rows = await store.read(ctx(), (r) => r.query<{ id: string; name: string; added_at: Date }>(sql`
        select id::text, name, added_at from st.push_device where account = ${account} order by added_at, id`))
      return rows.map(({ id, name, added_at: addedAt }) => ({ id, name, addedAt }))
    },
    add: async (account, subscription, name, noted) => {
      requireSubscription(subscription)
      await outbound.require(subscription.endpoint, 'endpoint')
      const id = randomUUID()
      const mark = seal.mark('push-endpoint', subscription.endpoint)
      await store.write(ctx(), async (w) => {
        await w.lock([`push ${account}`])
        await w.query(sql`delete from st.push_device where mark = ${mark}`)
        const [count] = await w.query<{ n: number }>(sql`select count(*)::int n from st.push_device where account = ${account}`)
        if (count!.n >= mostDevices) throw new Fault('conflict', 'notify/too-many-devices', `Up to ${mostDevices} devices can be told; remove one first.`)
        await w.query(sql`
          insert into st.push_device (id, account, subscription, mark, name, added_at)
          values (${id}, ${account}, ${seal.seal(subscription, subscriptionContext(id))}, ${mark}, ${name}, ${new Date(clock.now())})`)
        await noted?.(w)
      })
    },
    remove: (account, id, noted) => store.write(ctx(), async (w) => {
      const gone = await w.query(sql`delete from st.push_device where account = ${account} and id::text = ${id} returning id`)
      if (gone.length > 0) await noted?.(w)
      return gone.length > 0
    }),
    tell: async (account, language) => {
      const rows = await store.read(ctx(), (r) => r.query<{ id: string; subscription: Buffer }>(sql`select id::text, subscription from st.push_device where account = ${account}`))
      const told = await Promise.all(rows.map(({ id, subscription }) => tellOne(id, seal.open<PushSubscription>(subscription, subscriptionContext(id)), language)))
      return told.filter(Boolean).length
    },
  }
}

/** Faults: notify/push-subscription. Source: RFC 8291 §3: an uncompressed P-256 point and 16 bytes. */
function requireSubscription({ endpoint, keys }: PushSubscription): void {
  const point = Buffer.from(keys.p256dh, 'base64url')
  if (endpoint.length > 2000 || URL.parse(endpoint) === null || point.length !== 65 || point[0] !== 4 || Buffer.from(keys.auth, 'base64url').length !== 16) {
    throw new Fault('invalid', 'notify/push-subscription', 'This is no subscription as a browser makes it.', { at: 'endpoint' })
  }
}

/** Derived, so that all hubs of a database have the same and nothing more has to be kept. A new hub key makes devices ask again. */
function vapidKeys(secret: Buffer): { readonly publicKey: string; readonly privateKey: string } {
  for (let round = 0; ; round++) {
    const ecdh = createECDH('prime256v1')
    try {
      ecdh.setPrivateKey(Buffer.from(hkdfSync('sha256', secret, '', `vapid ${round}`, 32)))
      return { publicKey: ecdh.getPublicKey().toString('base64url'), privateKey: ecdh.getPrivateKey().toString('base64url') }
    } catch {
      // One in 2^32 is no scalar of the curve: the next one is.
    }
  }
}
