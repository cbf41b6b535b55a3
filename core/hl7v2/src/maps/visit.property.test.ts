import { validate } from '@steckwerk/fhir'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encounterId, story, visitText, type VisitMessage } from './testing/visit.ts'
import { messageOf, World } from './testing/world.ts'

const places = ['CHI^302^2^CH', 'CHI^302^1^CH', 'INN^1^1^IN', 'OP^S1', 'ITS']
const place = fc.constantFrom(...places)
const step = fc.integer({ min: 1, max: 2000 })
const events = ['A01', 'A02', 'A03', 'A04', 'A05', 'A08', 'A11', 'A13', 'A21', 'A22'] as const

/** Days and hours of November that rise with the message. */
function clock(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(1 + Math.floor(minutes / 1440))}${two(Math.floor(minutes / 60) % 24)}${two(minutes % 60)}`
}

const movement = fc.option(
  fc.record({
    id: fc.constantFrom('M1', 'M2', 'M3', 'M4'),
    action: fc.constantFrom('INSERT', 'UPDATE', 'DELETE', 'CANCEL', 'REFERENCE', ''),
    historic: fc.boolean(),
  }),
  { nil: undefined, freq: 3 },
)
const event = fc.record({
  event: fc.constantFrom(...events),
  step,
  place: fc.option(place, { nil: undefined }),
  movement,
  back: fc.nat(3000),
})

/** A12 only with a movement: without one, who sends it twice cannot be told from who cancels twice. */
const cancel = fc.record({
  event: fc.constant('A12' as const),
  step,
  place: fc.option(place, { nil: undefined }),
  movement: movement.filter(m => m !== undefined),
  back: fc.nat(3000),
})

function messages(
  sent: readonly {
    event: string
    step: number
    place: string | undefined
    movement: { id: string; action: string; historic: boolean } | undefined
    back: number
  }[],
): VisitMessage[] {
  let now = 0
  return sent.map(({ event, step, place, movement, back }) => {
    now += step
    const start = clock(Math.max(0, now - back))
    return {
      event,
      at: clock(now),
      ...(place === undefined ? {} : { place }),
      ...(event === 'A01' ? { admitted: start } : {}),
      ...(event === 'A03' && back % 2 === 0 ? { discharged: clock(now) } : {}),
      ...(movement === undefined ? {} : { movement: [movement.id, start, '', movement.action, movement.historic ? 'Y' : 'N'] as const }),
    }
  })
}

function check(world: World): void {
  const encounter = world.all('Encounter')[0]
  if (!encounter) return
  assert.deepEqual(
    validate(encounter).filter(({ severity }) => severity === 'error'),
    [],
  )
  const { status, period } = encounter as unknown as {
    status: string
    period?: { start?: string; _start?: object; end?: string; _end?: object }
  }
  const { stays } = story(encounter)
  if (status === 'planned') assert.equal(period, undefined)
  if (status === 'in-progress' || status === 'onleave' || status === 'finished')
    assert.ok(period?.start ?? period?._start, 'a start, or why there is none')
  assert.equal(period?.end !== undefined || period?._end !== undefined, status === 'finished', 'an end if and only if finished')
  if (period?.start !== undefined && period.end !== undefined) assert.ok(Date.parse(period.start) <= Date.parse(period.end))
  const active = stays.filter(stay => stay.includes(' active '))
  assert.ok(active.length <= 1, 'in one place at a time')
  if (active.length === 1) assert.equal(active[0], stays.at(-1), 'the last stay is the present one')
  if (status === 'finished' || status === 'cancelled') assert.equal(active.length, 0)
  if (status !== 'planned') assert.ok(!stays.some(stay => stay.includes(' planned ')))
  const entries = (encounter.location ?? []) as { location: { reference: string }; period?: { start?: string; end?: string } }[]
  for (const { location, period: stay } of entries) {
    assert.ok(world.resources.has(location.reference), 'every place exists')
    if (stay?.start !== undefined && stay.end !== undefined) assert.ok(Date.parse(stay.start) <= Date.parse(stay.end))
  }
  const ids = JSON.stringify(encounter.location ?? []).match(/"value":"M\d"/g) ?? []
  assert.equal(new Set(ids).size, ids.length, 'a movement stands once')
  const wards = stays.map(stay => stay.split(' ').at(-1)!.split('–'))
  for (let i = 1; i < wards.length; i++) assert.ok((wards[i - 1]![1] ?? '') !== '', 'only the last stay is open')
}

test('whatever is sent, a visit stays consistent, and a message told twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 6, arbitrary: event }, { weight: 1, arbitrary: cancel }), { maxLength: 14 }), sent => {
      const world = new World()
      for (const message of messages(sent)) {
        const parsed = messageOf(visitText(message))
        assert.equal(world.apply(parsed).kind, 'mapped')
        check(world)
        const again = world.apply(messageOf(visitText(message)))
        assert.deepEqual(again.kind === 'mapped' && again.writes, [])
      }
    }),
    { numRuns: 300 },
  )
})

test('deleting every later movement gives the admission back', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ step, place }), { maxLength: 6 }), transfers => {
      const world = new World()
      const say = (message: VisitMessage): void => void world.apply(messageOf(visitText(message)))
      say({ event: 'A01', at: '010000', admitted: '010000', place: 'ZNA^1', movement: ['M0', '010000', '', 'INSERT'] })
      const before = world.get('Encounter', encounterId).location
      let now = 0
      const moves = transfers.map(({ step, place }, i) => ({
        event: 'A02',
        at: clock((now += step)),
        place,
        movement: [`M${i + 1}`, clock(now), '', 'INSERT'] as const,
      }))
      for (const move of moves) say(move)
      for (const move of moves.toReversed()) say({ event: 'A12', at: clock((now += 1)), movement: [move.movement[0], '', '', 'DELETE'] })
      assert.deepEqual(world.get('Encounter', encounterId).location, before)
    }),
  )
})
