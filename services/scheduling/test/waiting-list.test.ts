import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FhirResource } from '@steckwerk/plug'
import { isWished } from '../src/wishes.ts'
import { parameters, proposed, refused, setting, type Setting } from './setting.ts'

const slotPart = (id: string): object => ({ name: 'slot', valueReference: { reference: `Slot/${id}` } })
const wishes = (...parts: readonly object[]): object => ({ extension: [{ url: 'urn:steckwerk:extension:wished-times', extension: parts }] })
const waitIn = async (s: Setting, schedules: readonly string[], more: object = {}): Promise<FhirResource> => {
  const appointment = { resourceType: 'Appointment', status: 'proposed', participant: [{ actor: { reference: 'Patient/erika' }, status: 'accepted' }], ...more }
  const calendars = schedules.map((id) => ({ name: 'schedule', valueReference: { reference: `Schedule/${id}` } }))
  return (await s.call('Appointment/$wait', parameters({ name: 'appt-resource', resource: appointment }, ...calendars), ['erika'])).resource!
}

test('who waits says on which days, at what time of day and how far ahead', () => {
  // A Monday in winter: 9:00, 11:30 and, on the Sunday before midnight, 23:30 in Berlin.
  const at = (start: string) => ({ resourceType: 'Slot', schedule: {}, status: 'free', start, end: new Date(Date.parse(start) + 30 * 60_000).toISOString() }) as const
  const [nine, noon, night] = [at('2026-11-23T08:00:00Z'), at('2026-11-23T10:30:00Z'), at('2026-11-22T22:30:00Z')]
  const now = Date.parse('2026-11-20T08:00:00Z')
  const fits = (...parts: readonly object[]): readonly boolean[] =>
    [nine, noon, night].map((slot) => isWished({ resourceType: 'Appointment', status: 'waitlist', participant: [], ...wishes(...parts) } as never, slot, { now, timeZone: 'Europe/Berlin' }))
  assert.deepEqual(fits(), [true, true, true])
  assert.deepEqual(fits({ url: 'day', valueCode: 'mon' }, { url: 'day', valueCode: 'tue' }), [true, true, false])
  assert.deepEqual(fits({ url: 'day', valueCode: 'sun' }), [false, false, true])
  assert.deepEqual(fits({ url: 'to', valueTime: '11:30:00' }), [true, false, false])
  assert.deepEqual(fits({ url: 'from', valueTime: '11:30:00' }), [false, true, true])
  assert.deepEqual(fits({ url: 'noticeMinutes', valueUnsignedInt: 3 * 24 * 60 }), [true, true, false])
  assert.deepEqual(fits({ url: 'day', valueCode: 'someday' }), [false, false, false], 'what cannot be read keeps nobody else waiting')
})

test('somebody waits for several calendars at once; wishes that cannot be read, and no calendar, are refused', async () => {
  await using s = await setting()
  await s.calendar('a')
  await s.calendar('b')
  const waits = await waitIn(s, ['a', 'b', 'a'], wishes({ url: 'day', valueCode: 'fri' }))
  assert.deepEqual((waits['extension'] as { url: string; valueReference?: object }[]).filter(({ url }) => url.endsWith('waits-for')).map(({ valueReference }) => valueReference), [{ reference: 'Schedule/a' }, { reference: 'Schedule/b' }])
  assert.equal((await refused(waitIn(s, []))).code, 'scheduling/syntax')
  assert.equal((await refused(waitIn(s, ['a', 'none']))).code, 'scheduling/schedule-unknown')
  assert.equal((await refused(waitIn(s, ['a'], wishes({ url: 'from', valueTime: '25:00:00' })))).code, 'scheduling/wish-form')
  assert.equal((await refused(waitIn(s, ['a'], { requestedPeriod: [{ start: 'soon' }] }))).code, 'scheduling/wish-form')
})

test('staff block a free time and give it back; patients cannot, and what is taken is not blocked', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [first, second] = s.slots('a')
  const statuses = (): unknown[] => s.slots('a').slice(0, 2).map(({ status }) => status)
  const act = async (name: string, id: string, patients?: readonly string[]) => s.call(`Appointment/$${name}`, parameters(slotPart(id)), patients)
  assert.equal((await act('block-slot', first!.id)).resource!['status'], 'busy-unavailable')
  await act('block-slot', first!.id)
  assert.deepEqual(statuses(), ['busy-unavailable', 'free'])
  await s.call('Schedule/a/$make-slots')
  assert.equal((await refused(s.call('Appointment/$book', proposed(first!)))).code, 'scheduling/slot-taken')
  await act('free-slot', first!.id)
  await act('free-slot', first!.id)
  assert.deepEqual(statuses(), ['free', 'free'])

  await s.call('Appointment/$book', proposed(second!))
  assert.equal((await refused(act('block-slot', second!.id))).code, 'scheduling/slot-taken')
  assert.equal((await refused(act('free-slot', second!.id))).code, 'scheduling/not-blocked')
  assert.equal((await refused(act('block-slot', 'none'))).code, 'scheduling/slot-unknown')
  assert.equal((await refused(act('block-slot', first!.id, ['erika']))).code, 'scheduling/staff-only')
  s.clock.at = Date.parse(first!['start'] as string)
  assert.equal((await refused(act('block-slot', first!.id))).code, 'scheduling/time-past')
})
