import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import type { Match } from '../src/matcher.ts'
import { numberEvents } from '../src/number-events.ts'
import { setting, type Setting } from './setting.ts'

const at = Date.UTC(2026, 1, 3)
const match = (id: string, ...told: readonly string[]): Match =>
  ({ change: { type: 'Patient', id, version: 1, deleted: false }, interaction: 'create', at, told: new Map(told.map((one) => [one, 'Patient'])) })

const rows = <T extends object>({ store, ctx }: Setting, text: string): Promise<T[]> => store.read(ctx, (reader) => reader.query<T>({ text, values: [] }))

test('numbers go in the order of commits, beside the position; who has ended gets none; where another hub was first nothing is written at all', async () => {
  await using s = await setting()
  const { store, ctx } = s
  await store.write(ctx, async (writer) => {
    await writer.query(sql`insert into st.event_feed (position, holder, held_until) values ('1.0', 'me', now())`)
    for (const [id, status, last] of [['a', 'active', 0], ['b', 'error', 7], ['c', 'off', 3]] as const) {
      await writer.query(sql`
        insert into st.subscription (id, version, updated_at, status, channel, actor, content, last) values (${id}, 1, now(), ${status}, 'rest-hook', 'Device/x', '{}', ${last})`)
    }
  })
  const matches = [match('p1', 'b', 'a'), match('p2', 'a', 'c', 'gone'), match('p3', 'a', 'b')]
  const told = await numberEvents(store, ctx, { holder: 'me', from: '1.0', to: '2.0' }, matches, (id) => id === 'b')
  assert.deepEqual([...told].map(([id, events]) => [id, events.map((event) => `${event.number} ${event.id}`)]).toSorted(), [
    ['a', ['1 p1', '2 p2', '3 p3']], ['b', ['8 p1', '9 p3']],
  ])
  assert.deepEqual(told.get('a')![0], { number: 1, at: new Date(at), topic: 'Patient', type: 'Patient', id: 'p1', interaction: 'create' })
  const stored = async (): Promise<unknown> => ({
    events: (await rows<{ e: string }>(s, `select subscription || ' ' || number || ' ' || id e from st.subscription_event order by subscription, number`)).map(({ e }) => e),
    last: (await rows<{ e: string }>(s, `select id || ' ' || last e from st.subscription order by id`)).map(({ e }) => e),
    position: (await rows<{ position: string }>(s, 'select position from st.event_feed'))[0]!.position,
    announced: (await rows<{ payload: string }>(s, `select payload from st.outbox where topic = 'events.arrived'`)).map(({ payload }) => payload),
  })
  const after = {
    events: ['a 1 p1', 'a 2 p2', 'a 3 p3', 'b 8 p1', 'b 9 p3'], last: ['a 3', 'b 9', 'c 3'], position: '2.0', announced: ['{"ids":["b"]}'],
  }
  assert.deepEqual(await stored(), after)
  for (const step of [{ holder: 'me', from: '1.0', to: '3.0' }, { holder: 'another', from: '2.0', to: '3.0' }]) {
    for (const some of [matches, []]) await assert.rejects(numberEvents(store, ctx, step, some, () => true), { code: 'events/lease-lost' })
  }
  assert.deepEqual(await stored(), after)
  assert.equal((await numberEvents(store, ctx, { holder: 'me', from: '2.0', to: '3.0' }, [], () => false)).size, 0)
  assert.equal((await numberEvents(store, ctx, { holder: 'me', from: '3.0', to: '4.0' }, [match('p4', 'c')], () => false)).size, 0)
  assert.deepEqual(await stored(), { ...after, position: '4.0' })
})
