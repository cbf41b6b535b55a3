import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant, Fault, systemClock } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import type { Ingest } from '@steckwerk/ingest'
import type { OutboxEvent, Store } from '@steckwerk/store'
import { createStreamHub } from './hub.ts'

test('a place in the outbox that is no longer kept is given up, not asked for again and again', { timeout: 10_000 }, async () => {
  const asked: (string | undefined)[] = []
  const seen = Promise.withResolvers<void>()
  const store = {
    carrier: async () => ({ tenant: asTenant(1), slug: 'alpha', name: 'Alpha' }),
    async *events(tenant: number, signal: AbortSignal, after?: string): AsyncGenerator<OutboxEvent> {
      asked.push(after)
      if (asked.length === 1) {
        yield { tenant: asTenant(tenant), position: '1.1', topic: 'other', payload: {} }
        throw new Fault('internal', 'store/statement', 'Broken.')
      }
      if (after !== undefined) throw new Fault('gone', 'store/events-expired', 'Gone.')
      seen.resolve()
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    },
  } as unknown as Store
  const hub = createStreamHub({ store, ingest: {} as Ingest, clock: systemClock, log: silentLog })
  hub.add({ carriers: new Set(['alpha']), decide: async () => undefined, send: () => {}, close: () => {} })
  await seen.promise
  await hub.close()
  assert.deepEqual(asked, [undefined, '1.1', undefined])
})
