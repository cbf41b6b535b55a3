import { dirname } from 'node:path'
import { openAccess, type Access } from '@steckwerk/access'
import { createHubServer } from '@steckwerk/api'
import type { FastifyInstance } from 'fastify'
import { createIngest } from '@steckwerk/ingest'
import { systemClock } from '@steckwerk/kernel'
import { openStore } from '@steckwerk/store'
import type { More, Setting } from './setting.ts'

/** Another hub on the database of the first one, with the same keys and the first one's public address, as behind a load balancer. */
export async function secondHub(s: Setting, more: More = async () => ({})): Promise<AsyncDisposable & { readonly url: string; readonly access: Access; readonly server: FastifyInstance }> {
  await using opened = new AsyncDisposableStack()
  const store = opened.use(await openStore({ databaseUrl: s.test.hubUrl, log: s.log }))
  const access = await openAccess({ store, clock: systemClock, dataDir: dirname(s.access.operatorTokenFile), demo: true, socket: () => 'https://127.0.0.1:8443' })
  const server = createHubServer({
    store, access, log: s.log, ingest: createIngest({ store, keys: access.keys, log: s.log, rawRetentionDays: 30 }), addCarrier: (slug) => s.test.addCarrier(slug),
    config: { publicUrl: s.url, trustProxy: false, version: '0.1.0' }, ...await more({ store, access, log: s.log }),
  })
  opened.defer(() => server.close())
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const held = opened.move()
  return { url, access, server, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
