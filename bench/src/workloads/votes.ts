import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePorts, startRegion, withPeople, type Region } from '@steckwerk/demo'
import { createLog } from '@steckwerk/kernel'
import { Connection, endpointOf } from '../http/connection.ts'
import { requestBytes } from '../http/request.ts'
import { Recorder } from '../recorder.ts'
import { Phone } from '../votes/phone.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'
import { call } from './plugs-call.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')
const network = 'votes'
const sessions = 27
/** What the issue promises, of one request with votes. */
const targetMs = 200
/** One answer in so many is lost: the phone sends the same votes again. */
const lostOneIn = 5

/** A hall that votes: every phone has its page and its stream open, opens the event again when a moderator changes something, and sends what it wants in a few requests at moments of
 *  its own. */
export const votes: Workload = {
  name: 'votes',
  summary: '300 phones voting at a barcamp within 10 s, with lost answers, live pages and a moderator at work: times, and whether each vote is counted once',
  options: {
    phones: { fallback: '300', text: 'how many' },
    within: { fallback: '10', text: 'seconds in which all of them vote' },
    changes: { fallback: '2', text: 'changes of a moderator meanwhile, on which every phone reads the event again' },
    profile: { fallback: '', text: 'folder that gets a processor profile of the hub (.cpuprofile)' },
  },
  run: async (bench) => {
    const [hub, connector, mllpBase] = (await freePorts(3)) as [number, number, number]
    await using region = await startRegion({
      data: bench.folder, ports: { hub, connector, mllpBase }, databaseUrl: '', environment: process.env, carriers: [], commandLine,
      log: createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) }), progress: bench.say,
      ...(bench.options['profile'] === '' ? {} : { hubEnvironment: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(bench.options['profile']!)}` } }),
    })
    bench.resources.watch('hub', region.hub.pid!)
    bench.resources.watch('postgres', region.postgresPid()!)
    return await voted(bench, region)
  },
}

async function voted(bench: Bench, region: Region): Promise<Result> {
  const [phones, within, changes] = ['phones', 'within', 'changes'].map((name) => Number(bench.options[name])) as [number, number, number]
  await call(region, 'POST', '/admin/carriers', { carrier: network, name: 'Netz', kind: 'network' })
  await call(region, 'PUT', `/admin/carriers/${network}/plugs/steckwerk-community`, {})
  await call(region, 'PUT', `/admin/carriers/${network}/people/redaktion`, { roles: ['network-editor'], sites: 'all' })
  await using people = withPeople({ url: region.url, token: region.token, password: region.password, signal: bench.signal })
  const editor = await people.as('redaktion')
  const base = `/services/steckwerk-community/${network}/barcamps`
  const start = Date.now() + 86_400_000
  const event = {
    title: 'Barcamp', about: 'Ein Tag ohne festes Programm.', place: 'Saal', capacity: phones, stage: 'open', pitching: true, voting: true, programme: true, keepDays: 30,
    rooms: Array.from({ length: 6 }, (_, at) => ({ id: `r${at}`, name: `Raum ${at}`, seats: 60, equipment: [], closedAt: [] })),
    slots: Array.from({ length: 5 }, (_, at) => ({ id: `s${at}`, start: new Date(start + at * 3_600_000).toISOString(), end: new Date(start + at * 3_600_000 + 2_700_000).toISOString() })),
  }
  const { id } = await editor.call<{ id: string }>('POST', base, event)
  const [voting, reading] = [new Recorder(), new Recorder()]
  using hall = new DisposableStack()
  const all = Array.from({ length: phones }, () => hall.use(new Phone(`${region.url}${base}/${id}`)))
  bench.say(`${phones} phones join`)
  await inTurns(all, 20, async (phone, at) => {
    await phone.join()
    await phone.register(`Person ${at}`)
  })
  const pitches = await Promise.all(all.slice(0, sessions).map((phone, at) => phone.offer(`Sitzung ${at}: Was haben wir gelernt, und wer macht weiter?`)))
  const timed = async (recorder: Recorder, work: () => Promise<void>): Promise<void> => {
    const begun = performance.now()
    await work()
    recorder.record(performance.now() - begun)
  }
  // What a phone asks goes one after the other, as its page sends it.
  const turns = all.map(() => Promise.resolve())
  const queued = (at: number, work: () => Promise<void>): Promise<void> => (turns[at] = turns[at]!.then(work))
  const readings: Promise<void>[] = []
  await inTurns(all, 20, (phone, at) => phone.listen(() => {
    readings.push(pause(200 + Math.random() * 1300).then(() => queued(at, () => timed(reading, () => phone.read()))))
  }))

  bench.say(`they vote within ${within} s`)
  const cpu = bench.resources.usage()['hub']!.cpu_s
  const expected = new Map(pitches.map((pitch) => [pitch, 0]))
  const begun = performance.now()
  const moderated = moderate()
  await Promise.all(all.map(async (phone, at) => {
    const wanted = pitches.filter(() => Math.random() < 1 / 3)
    for (const pitch of wanted) expected.set(pitch, expected.get(pitch)! + 1)
    const sent = wanted.map((pitch, turn) => ({ pitch, want: true, turn: turn + 1 }))
    const moments = Array.from({ length: 3 }, () => Math.random() * within * 1000).toSorted((a, b) => a - b)
    for (const [part, moment] of moments.entries()) {
      await pause(Math.max(0, moment - (performance.now() - begun)), undefined, { signal: bench.signal })
      const some = sent.filter((_, n) => n % 3 === part)
      if (some.length === 0) continue
      for (const _ of Math.random() < 1 / lostOneIn ? [1, 2] : [1]) await queued(at, () => timed(voting, () => phone.vote(some)))
    }
  }))
  const elapsed = (performance.now() - begun) / 1000
  await moderated
  await pause(1_600)
  await Promise.all(readings)
  const busy = bench.resources.usage()['hub']!.cpu_s - cpu

  const board = await editor.call<{ voters: number; votes: Readonly<Record<string, number>> }>('GET', `${base}/${id}/board`)
  const wrong = pitches.filter((pitch) => board.votes[pitch] !== expected.get(pitch))
  if (wrong.length > 0) throw new Error(`${wrong.length} sessions have another number of votes than were sent`)
  const idle = await paced(bench, region, voting.count, within)
  const one = (name: string, recorder: Recorder, more: Partial<Measured> = {}): Measured => ({ name, figure: recorder.percentile(0.95), unit: 'ms', ceiling: null, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99), ...more })
  return {
    main: one('a request with votes, p95', voting, { target: targetMs, ceiling: idle.percentile(0.95) }),
    parts: [one('the event read anew after a change, p95', reading), one('the hub\'s cheapest answer at the pace of the votes, p95', idle)],
    resources: 0,
    details: {
      phones, within, requests: voting.count, readings: reading.count, voters: board.voters, 'votes counted once': [...expected.values()].reduce((sum, votesOf) => sum + votesOf, 0), 'seconds until all had voted': Math.round(elapsed * 10) / 10,
      'news told': all.reduce((sum, { told }) => sum + told, 0), 'hub processor ms a request': Math.round((busy * 1000 / (voting.count + reading.count)) * 100) / 100,
    },
  }

  /** A moderator moves a session now and then. */
  async function moderate(): Promise<void> {
    for (let change = 0; change < changes; change++) {
      await pause((within * 1000) / (changes + 1), undefined, { signal: bench.signal })
      const { version } = await editor.call<{ version: number }>('GET', `${base}/${id}/board`)
      await editor.call('PUT', `${base}/${id}/board`, { version, cells: { [pitches[change]!]: { slot: 's0', room: 'r0' } }, pinned: [], parked: [] })
    }
  }
}

async function inTurns<T>(things: readonly T[], atOnce: number, work: (thing: T, at: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < things.length; at += atOnce) await Promise.all(things.slice(at, at + atOnce).map((thing, n) => work(thing, at + n)))
}

/** So many requests at moments of chance, to the address that does nothing. */
async function paced(bench: Bench, region: Region, requests: number, seconds: number): Promise<Recorder> {
  const recorder = new Recorder()
  const url = new URL(`${region.url}/health/live`)
  const bytes = requestBytes('GET', url, {})
  using connections = new DisposableStack()
  await Promise.all(Array.from({ length: requests }, async () => {
    await pause(Math.random() * seconds * 1000, undefined, { signal: bench.signal })
    const connection = connections.use(new Connection(endpointOf(url)))
    const begun = performance.now()
    await connection.send(bytes, false)
    recorder.record(performance.now() - begun)
    connection[Symbol.dispose]()
  }))
  return recorder
}
