import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arrived, followed, type Held } from './held.ts'
import type { EventRow, SubscriptionRow } from './rows.ts'

const event = (number: number): EventRow => ({ number, at: new Date(0), topic: 'Patient', type: 'Patient', id: `p${number}`, interaction: 'create' })
const events = (from: number, to: number): EventRow[] => Array.from({ length: to - from + 1 }, (_, n) => event(from + n))
const held = (delivered: number, waiting: readonly EventRow[] = []): Held => ({ row: { last: delivered, delivered } as SubscriptionRow, waiting })
const numbers = (one: Held | undefined): readonly number[] | undefined => one?.waiting.map(({ number }) => number)

test('what follows is held, what is known already is not held twice, and where something is missing nothing is known', () => {
  assert.deepEqual(numbers(followed(held(4), events(5, 6), 50)), [5, 6])
  assert.deepEqual(numbers(followed(held(4, events(5, 6)), events(6, 8), 50)), [5, 6, 7, 8])
  assert.deepEqual(numbers(followed(held(4, events(5, 6)), events(5, 6), 50)), [5, 6])
  assert.equal(followed(held(4), events(6, 7), 50), undefined)
  assert.equal(followed(held(4, events(5, 6)), events(8, 8), 50), undefined)
  assert.equal(followed(held(4, events(5, 6)), events(7, 8), 4), undefined)
  assert.equal(followed(held(4), events(5, 6), 50)!.row.last, 6)
  assert.deepEqual(numbers(arrived(held(4, events(5, 8)), 6, new Date(1))), [7, 8])
})

test('whatever is numbered, handed on and delivered by turns: what is held is what is stored and not delivered, or it is not held', () => {
  const steps = fc.array(fc.oneof(
    fc.record({ kind: fc.constant('numbered' as const), count: fc.integer({ min: 1, max: 5 }), lost: fc.boolean() }),
    fc.record({ kind: fc.constant('delivered' as const), count: fc.integer({ min: 1, max: 5 }), lost: fc.constant(false) }),
    fc.record({ kind: fc.constant('read' as const), count: fc.constant(0), lost: fc.constant(false) }),
  ))
  fc.assert(fc.property(steps, (all) => {
    let [last, delivered] = [0, 0]
    let known: Held | undefined = held(0)
    for (const { kind, count, lost } of all) {
      if (kind === 'read') known = last - delivered < 8 ? held(delivered, events(delivered + 1, last)) : undefined
      else if (kind === 'numbered') {
        // What is handed on is sometimes lost on its way, and then the next one shows it.
        if (!lost && known !== undefined) known = followed(known, events(last + 1, last + count), 8)
        else if (lost) known = known === undefined ? undefined : followed(known, events(last + 2, last + 2 + count), 8)
        last += count + (lost ? 1 : 0)
      } else if (known !== undefined && known.waiting.length > 0) {
        delivered = known.waiting[Math.min(count, known.waiting.length) - 1]!.number
        known = arrived(known, delivered, new Date(0))
      }
      if (known !== undefined) assert.deepEqual(numbers(known), events(delivered + 1, last).map(({ number }) => number))
    }
  }))
})
