import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeMessage, parseMessage } from '@steckwerk/hl7v2'
import { SimulatedCalendar } from '../src/simulator/calendar.ts'
import { MllpClient } from '../src/simulator/mllp-client.ts'
import { startReceiver } from './kis-receiver.ts'

const booking = (control: string, event = 'S12'): Buffer => composeMessage([
  { name: 'MSH', fields: { 9: ['SIU', event], 10: control, 11: 'P', 12: '2.5' } },
  { name: 'SCH', fields: { 1: ['a1', 'STECKWERK'], 11: [undefined, undefined, undefined, '202612010900', '202612010930'] } },
  { name: 'PID', fields: { 3: ['4711'], 5: ['Müßig', 'Änne'] } },
])

test('the simulated calendar takes bookings once, confirms them with its own number, and cancels with a reason', async () => {
  await using channel = await startReceiver(() => ({ kind: 'ok' }))
  await using calendar = await SimulatedCalendar.start({ port: 0, channel: { host: '127.0.0.1', port: channel.port } })
  const heard: string[] = []
  using _listening = calendar.onMessage((entry, event) => heard.push(`${event} ${entry.placer} ${entry.status}`))
  const hub = new MllpClient({ host: '127.0.0.1', port: calendar.port })
  assert.equal((await hub.exchange(booking('C1'), 'C1', 5000)).code, 'AA')
  assert.equal((await hub.exchange(booking('C1'), 'C1', 5000)).code, 'AA')
  assert.deepEqual([heard, calendar.repeated], [['S12 a1 booked'], 1])
  const entry = calendar.entry('a1')!
  await calendar.change({ event: 'S15', entry, reason: 'Arzt krank', by: 'Weiß' })
  const [echo, cancelled] = channel.received.map((bytes) => parseMessage(bytes))
  assert.deepEqual([echo!.type, echo!.text('SCH-1.2'), echo!.text('SCH-2')], ['SIU^S12', 'STECKWERK', entry.filler])
  assert.deepEqual([cancelled!.type, cancelled!.text('SCH-6.2'), cancelled!.text('SCH-16.2')], ['SIU^S15', 'Arzt krank', 'Weiß'])
  assert.equal(calendar.entry('a1')!.status, 'cancelled')
  await hub.close()
})
