import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { Sink } from './contract.ts'
import { knownOf, readRow } from './known.ts'
import { notification, visibleTo } from './notification.ts'
import { hubCtx, type Ports } from './ports.ts'
import { arrivedTopic, changedTopic, eventColumns, type EventRow } from './rows.ts'

/** Tells a websocket what its Subscription is told, from the last event that reached any socket of it. Each hub serves its own sockets; they are woken
 *  through the outbox. Ends with the socket, and when the Subscription does. */
export async function bindSocket(ports: Ports, carrier: Carrier, id: string, base: string, sink: Sink): Promise<void> {
  const { store, rights, clock, log } = ports
  const over = new AbortController()
  const signal = AbortSignal.any([sink.closed, over.signal])
  let news = Promise.withResolvers<void>()
  const wake = (): void => news.resolve()
  signal.addEventListener('abort', wake, { once: true })
  const listening = (async () => {
    for await (const { topic, payload } of store.events(carrier.tenant, signal)) {
      if ((topic === arrivedTopic || topic === changedTopic) && (payload as { readonly ids: readonly string[] }).ids.includes(id)) wake()
    }
  })().catch(wake)

  try {
    let told: number | undefined
    while (!signal.aborted) {
      news = Promise.withResolvers<void>()
      const row = await store.read(hubCtx(carrier, clock), (reader) => readRow(reader, id))
      if (row === undefined || row.status === 'off' || row.channel !== 'websocket') break
      const { form } = knownOf(row)
      const ctx = await rights.ctxOf(row, carrier)
      if (ctx === undefined) break
      const content = form.content === 'ping' || form.content === 'resource' ? 'empty' : form.content
      const status = { id, status: row.status, topic: form.topic, last: row.last }
      const say = async (type: 'handshake' | 'heartbeat' | 'event-notification', events: readonly EventRow[] = []): Promise<void> => {
        if (form.content === 'ping') {
          await sink.send(type === 'handshake' ? `bound ${id}` : `ping ${id}`)
          return
        }
        const visible = content === 'empty' || events.length === 0 ? undefined : await visibleTo(store, ctx, events)
        const { audit } = ports.access
        if (visible !== undefined && visible.keys.size > 0 && audit.on) {
          await audit.write(ctx, [audit.row(ctx, { event: 'notified', type: 'Subscription', id, patients: [...visible.patients] })])
        }
        await sink.send(JSON.stringify(notification({ told: status, base, type, content, now: new Date(clock.now()), events, ...(visible === undefined ? {} : { visible }) })))
      }
      if (told === undefined) {
        told = row.delivered
        await say('handshake')
      }
      const from: number = told
      const events = await store.read(hubCtx(carrier, clock), (reader) => reader.query<EventRow>(sql`
        select ${eventColumns} from st.subscription_event where subscription = ${id} and number > ${from}::bigint order by tenant, subscription, number limit ${form.most}`))
      if (events.length > 0) {
        await say('event-notification', events)
        const last = events.at(-1)!.number
        told = last
        await store.write(hubCtx(carrier, clock), (writer) => writer.query(sql`update st.subscription set delivered = greatest(delivered, ${last}::bigint), sent_at = now() where id = ${id}`))
        continue
      }
      const resting = new AbortController()
      const beat = form.heartbeat === undefined ? undefined : pause(form.heartbeat * 1000, 'beat' as const, { signal: resting.signal }).catch(() => undefined)
      const why = await Promise.race([news.promise, ...(beat === undefined ? [] : [beat])])
      resting.abort()
      if (why === 'beat') await say('heartbeat')
    }
  } catch (thrown) {
    if (!signal.aborted) log.error('a websocket could not be served', thrown, { carrier: carrier.slug })
  } finally {
    over.abort()
    await listening
  }
}
