import { Readable } from 'node:stream'
import { sql, type Clock } from '@steckwerk/kernel'
import type { BrokerHandler, BrokerInstance, BrokerInstances } from '@steckwerk/plug'
import type { Store } from '@steckwerk/store'
import type { BrokerFetch } from './broker-client.ts'
import { platformCtx } from './hub-ctx.ts'

/** What the hub's own services, as a broker, know of their instances: the same at every hub of the database. */
export function storedInstances(store: Store, clock: Clock): BrokerInstances {
  const ctx = () => platformCtx(clock.now())
  return {
    get: async (id) => (await store.read(ctx(), (r) => r.query<{ state: BrokerInstance }>(sql`select state from st.broker_instance where id = ${id}`)))[0]?.state,
    put: async (id, instance) => {
      await store.write(ctx(), (w) => w.query(sql`
        insert into st.broker_instance (id, state) values (${id}, ${JSON.stringify(instance)}::jsonb) on conflict (id) do update set state = excluded.state`))
    },
    remove: async (id) => {
      await store.write(ctx(), (w) => w.query(sql`delete from st.broker_instance where id = ${id}`))
    },
  }
}

/** Asks the hub's own services the way any broker is asked, without the network. */
export function insideFetch(handler: BrokerHandler): BrokerFetch {
  return async (address, init) => {
    const url = new URL(address)
    const { status, headers, body } = await handler({
      method: init.method ?? 'GET',
      path: url.pathname.slice(url.pathname.indexOf('/v2')),
      query: url.searchParams,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    })
    const content = body === undefined ? null : Symbol.asyncIterator in body ? Readable.toWeb(Readable.from(body)) as ReadableStream<Uint8Array> : JSON.stringify(body)
    return new Response(content, { status, headers })
  }
}
