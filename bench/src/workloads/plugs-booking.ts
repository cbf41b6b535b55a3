import type { Region } from '@steckwerk/demo'
import { Recorder } from '../recorder.ts'
import type { Bench, Measured } from '../workload.ts'
import { call } from './plugs-call.ts'

const halfHour = 30 * 60_000

/** So many different people ask `$book` for one slot at the same moment, at a real hub: exactly one gets it, or it is a failure. */
export async function bookAtOnce(bench: Bench, region: Region, { bookings, slots, patients }: { readonly bookings: number; readonly slots: number; readonly patients: number }): Promise<readonly Measured[]> {
  await call(region, 'PUT', '/admin/carriers/alpha/plugs/scheduling', {})
  await call(region, 'PUT', '/fhir/alpha/Schedule/one', { resourceType: 'Schedule', id: 'one', active: true, actor: [{ display: 'Dr. Beispiel' }] })
  const whole = new Recorder()
  const answered = new Recorder()
  for (let at = 0; at < slots && !bench.signal.aborted; at++) {
    const start = new Date(Math.ceil(Date.now() / halfHour) * halfHour + (48 + at) * halfHour)
    const time = { start: start.toISOString(), end: new Date(start.getTime() + halfHour).toISOString() }
    await call(region, 'PUT', `/fhir/alpha/Slot/one-${at}`, { resourceType: 'Slot', id: `one-${at}`, schedule: { reference: 'Schedule/one' }, status: 'free', ...time })
    const begun = performance.now()
    const statuses = await Promise.all(Array.from({ length: bookings }, async (_, n) => {
      const answer = await fetch(`${region.url}/fhir/alpha/Appointment/$book`, {
        method: 'POST', headers: { authorization: `Bearer ${region.token}`, 'content-type': 'application/fhir+json' },
        body: JSON.stringify({ resourceType: 'Appointment', status: 'proposed', ...time, slot: [{ reference: `Slot/one-${at}` }], participant: [{ actor: { reference: `Patient/p-${n % patients}` }, status: 'accepted' }] }),
      })
      await answer.arrayBuffer()
      answered.record(performance.now() - begun)
      return answer.status
    }))
    whole.record(performance.now() - begun)
    const counts = Object.fromEntries([...Map.groupBy(statuses, String)].map(([status, all]) => [status, all.length]))
    bench.say(`${bookings} for one slot in ${(performance.now() - begun).toFixed(0)} ms: ${JSON.stringify(counts)}`)
    const found = (await (await call(region, 'GET', `/fhir/alpha/Appointment?slot=Slot/one-${at}&_count=10`)).json()) as { entry?: { resource: { status: string } }[] }
    const booked = (found.entry ?? []).filter(({ resource }) => resource.status === 'booked').length
    if (counts['201'] !== 1 || booked !== 1) throw new Error(`one slot was booked ${booked} times, ${counts['201'] ?? 0} of them told`)
  }
  const one = (name: string, recorder: Recorder): Measured =>
    ({ name, figure: recorder.percentile(0.5), unit: 'ms', ceiling: null, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) })
  return [one(`${bookings} bookings of one slot at once, all answered`, whole), one(`${bookings} bookings of one slot at once, each answered`, answered)]
}
