import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLog } from '@steckwerk/kernel'
import { createHospital, demoCarriers, freePorts, runSender, SimulatedCalendar, startRegion, type Region } from '@steckwerk/demo'
import { Recorder } from '../recorder.ts'
import type { Bench, Result, Workload } from '../workload.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')
const patienceMs = 60_000

/** The way back: an Appointment committed over FHIR → message → connector → the calendar of the simulated KIS, as processes of their own. */
export const outbound: Workload = {
  name: 'outbound',
  summary: 'Appointments from the FHIR answer to the SIU message in the calendar of the house',
  options: { rate: { fallback: '5', text: 'appointments a second' } },
  run: async (bench) => {
    const [hub, connector, mllp, kis] = (await freePorts(4)) as [number, number, number, number]
    const carrier = { ...demoCarriers[0]!, portOffset: 0 }
    await using calendar = await SimulatedCalendar.start({ port: kis, channel: { host: '127.0.0.1', port: mllp } })
    await using region = await startRegion({
      data: bench.folder, ports: { hub, connector, mllpBase: mllp, kisBase: kis }, databaseUrl: '', environment: process.env, carriers: [carrier], commandLine,
      log: createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) }), progress: bench.say,
    })
    bench.resources.watch('hub', region.hub.pid!)
    await runSender(createHospital(7, carrier.style, { site: carrier.site, runId: 'BENCH' }).take(40), { host: '127.0.0.1', port: mllp })
    return await measure(bench, region, calendar, await somePatient(region))
  },
}

async function somePatient(region: Region): Promise<string> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(100)) {
    const answer = await fetch(`${region.url}/fhir/alpha/Patient?_count=1`, { headers: { authorization: `Bearer ${region.token}` } })
    const { entry } = (await answer.json()) as { entry?: { resource: { id: string } }[] }
    if (entry?.[0] !== undefined) return entry[0].resource.id
  }
  throw new Error('no patient came')
}

async function measure(bench: Bench, region: Region, calendar: SimulatedCalendar, patient: string): Promise<Result> {
  const heard = new Map<string, number>()
  using _listening = calendar.onMessage(({ placer }, event) => {
    if (event === 'S12') heard.set(placer, performance.now())
  })
  const answered = new Map<string, number>()
  const pace = 1000 / Number(bench.options['rate'])
  // The first one also finds the connector's destination made known.
  for (let i = -3; i < bench.seconds * Number(bench.options['rate']) && !bench.signal.aborted; i++) {
    const id = await book(region, patient, i)
    const at = performance.now()
    if (i >= 0) answered.set(id, at)
    if (i < 0) for (const deadline = at + patienceMs; !heard.has(id) && performance.now() < deadline;) await pause(5)
    else await pause(pace)
  }
  for (const deadline = performance.now() + patienceMs; [...answered.keys()].some((id) => !heard.has(id)) && performance.now() < deadline;) await pause(20)
  const times = new Recorder()
  for (const [id, at] of answered) times.record(Math.max(0, (heard.get(id) ?? Infinity) - at))
  const missing = [...answered.keys()].filter((id) => !heard.has(id)).length
  bench.say(`${answered.size} booked, ${missing} missing, p50 ${times.percentile(0.5).toFixed(0)} ms, p95 ${times.percentile(0.95).toFixed(0)} ms`)
  return {
    main: {
      name: 'booked to SIU received (p95)', figure: times.percentile(0.95), unit: 'ms', ceiling: null, target: 1000, p50_ms: times.percentile(0.5), p99_ms: times.percentile(0.99),
    },
    parts: [],
    resources: answered.size,
    details: { missing, repeated: calendar.repeated },
  }
}

async function book(region: Region, patient: string, i: number): Promise<string> {
  const start = new Date(Date.UTC(2027, 0, 4, 8) + i * 900_000)
  const answer = await fetch(`${region.url}/fhir/alpha/Appointment`, {
    method: 'POST',
    headers: { authorization: `Bearer ${region.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({
      resourceType: 'Appointment', status: 'booked', start: start.toISOString(), end: new Date(start.getTime() + 900_000).toISOString(),
      participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }],
    }),
  })
  if (answer.status !== 201) throw new Error(`an Appointment was answered with ${answer.status}`)
  return ((await answer.json()) as { id: string }).id
}
