import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { advance, finished, type Place, type Task } from './advance.ts'
import { outcomeOf, type Asked } from './outcome.ts'

/** What a broker does with a request, and what it lets know: any answer to any deed. */
const deeds = fc.record({
  does: fc.boolean(),
  answers: fc.constantFrom('truth', 'accepted', 'lost-500', 'lost-silent', 'lost-malformed', 'busy', 'unread'),
})

interface World {
  /** The instance is there. */
  there: boolean
  /** What an accepted operation will do, once it is over. */
  pending: 'make' | 'remove' | undefined
}

const body = (extra: object = {}): { readonly [member: string]: unknown } => ({ ...extra })

test('whatever a broker answers, in any order: what ends as failed or gone is not there, what ends as ready is', () => {
  fc.assert(fc.property(fc.constantFrom<Task>('create', 'delete'), fc.array(deeds, { maxLength: 40 }), fc.array(fc.constantFrom('in progress', 'failed', 'nonsense'), { maxLength: 10 }), (start, script, polls) => {
    const world: World = { there: start === 'delete', pending: undefined }
    let place: Place = { task: start, step: 'send', sends: 0, tries: 0, overdue: false }
    for (let turn = 0; turn < 400; turn++) {
      if (place.step === 'finish') {
        const end = finished(place.task)
        assert.equal(world.there, end === 'ready')
        return
      }
      const removal = place.task === 'delete' || place.task === 'clean'
      const asked: Asked = place.step === 'poll' ? 'poll' : removal ? 'delete' : 'create'
      let outcome
      if (asked === 'poll') {
        const told = polls.shift() ?? 'succeeded'
        if (told === 'succeeded' && world.pending !== undefined) world.there = world.pending === 'make'
        outcome = outcomeOf('poll', { status: 200, body: told === 'nonsense' ? undefined : body({ state: told }), waitMs: undefined })
      } else {
        place = { ...place, sends: place.sends + 1 }
        const { does, answers } = script.shift() ?? { does: true, answers: 'truth' as const }
        const was = world.there
        const acts = answers === 'truth' || (does && answers.startsWith('lost'))
        if (acts) world.there = !removal
        if (answers === 'accepted') world.pending = removal ? 'remove' : 'make'
        outcome = answers === 'truth' ? outcomeOf(asked, { status: removal ? (was ? 200 : 410) : was ? 200 : 201, body: body(), waitMs: undefined })
          : answers === 'accepted' ? outcomeOf(asked, { status: 202, body: body(), waitMs: undefined })
          : answers === 'lost-500' ? outcomeOf(asked, { status: 503, body: undefined, waitMs: undefined })
          : answers === 'lost-malformed' ? outcomeOf(asked, { status: removal ? 204 : 201, body: undefined, waitMs: undefined })
          : answers === 'busy' ? outcomeOf(asked, { status: 422, body: body({ error: 'ConcurrencyError' }), waitMs: undefined })
          : answers === 'unread' ? outcomeOf(asked, { status: 408, body: undefined, waitMs: undefined })
          : { kind: 'lost' as const, why: 'no-answer' as const, status: undefined, text: undefined }
      }
      const move = advance(place, outcome)
      if (move.to === 'rest') {
        assert.notEqual(move.rest, 'ready')
        assert.equal(world.there, false)
        return
      }
      assert.ok(move.waitMs >= 0 && move.waitMs <= 3_600_000)
      const same = move.task === place.task
      // A removal never turns into anything else.
      assert.ok(same || (place.task === 'create' && move.task === 'clean'))
      place = { task: move.task, step: move.step, sends: same ? place.sends : 0, tries: same && move.again ? place.tries + 1 : 0, overdue: false }
    }
    assert.fail('it never came to an end')
  }), { numRuns: 500 })
})

test('any status and body is an outcome, and every outcome a move', () => {
  fc.assert(fc.property(
    fc.constantFrom<Asked>('create', 'update', 'delete', 'poll', 'fetch'), fc.integer({ min: 100, max: 599 }), fc.option(fc.dictionary(fc.string(), fc.jsonValue()), { nil: undefined }),
    fc.constantFrom<Task>('create', 'update', 'delete', 'clean'), fc.constantFrom('send', 'poll'), fc.nat(70), fc.boolean(),
    (asked, status, answer, task, step, tries, overdue) => {
      const move = advance({ task, step, sends: 1, tries, overdue }, outcomeOf(asked, { status, body: answer, waitMs: undefined }))
      if (task === 'delete' || task === 'clean') assert.equal(move.to, 'step')
    },
  ))
})
