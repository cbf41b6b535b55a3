import { randomUUID } from 'node:crypto'
import { withPeople, type Caller, type DemoHub } from '../people/demo-hub.ts'
import { comingSessions, pastSessions, people, rooms, type SampleSession } from './sample-barcamps.ts'
import { visitors } from './visitors.ts'

const day = 86_400_000
const titles = { past: 'Barcamp Gesundheit Röhrtal: Herbst', coming: 'Barcamp Gesundheit Röhrtal' } as const
const about = {
  past: 'Ein Tag, an dem alle das Programm gemacht haben, in der alten Weberei.',
  coming: 'Ein Tag ohne festes Programm: Wer kommt, schlägt vor, worüber gesprochen wird, und alle stimmen ab. Mittagessen und Kaffee sind frei, ein Konto brauchen Sie nicht.',
} as const

interface Shown {
  readonly version: number
  readonly pitches: readonly { readonly id: string; readonly title: string }[]
}

/** A barcamp that is over, with programme, results, notes and feedback, and one that people register for and vote on. What is there is left alone; what an earlier start left
 *  unfinished is made anew. Faults: demo/refused. */
export async function seedBarcamps(hub: DemoHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}/barcamps`
  await using signedIn = withPeople(hub)
  const editor = await signedIn.as('redaktion')
  const { events } = await editor.call<{ events: readonly { id: string; title: string; stage: string }[] }>('GET', base)
  const missing = async (title: string): Promise<boolean> => {
    const there = events.find((event) => event.title === title)
    // It is shown when it is complete.
    if (there?.stage === 'hidden') await editor.call('DELETE', `${base}/${there.id}`)
    return there === undefined || there.stage === 'hidden'
  }
  if (await missing(titles.past)) await seedPast(hub, editor, base, now)
  if (await missing(titles.coming)) await seedComing(hub, editor, base, now)
}

/** Four rounds of 45 minutes from ten o'clock in the local summer or winter time of the hub. */
function eventOn(title: string, text: string, at: number) {
  const ten = new Date(at).setHours(10, 0, 0, 0)
  const slots = [0, 1, 3, 4].map((hour, index) => ({ id: `s${index + 1}`, start: new Date(ten + hour * 3_600_000).toISOString(), end: new Date(ten + hour * 3_600_000 + 2_700_000).toISOString() }))
  return { title, about: text, place: 'Alte Weberei, Alphastadt', rooms, slots, capacity: 24, stage: 'hidden', pitching: true, voting: true, programme: false, keepDays: 30 }
}

async function offered(editor: Caller, path: string, sessions: readonly SampleSession[]): Promise<ReadonlyMap<SampleSession, string>> {
  const ids = await Promise.all(sessions.map(async (session) => {
    const { title, about: text, hosts, format, equipment = [] } = session
    const { id } = await editor.call<{ id: string }>('POST', `${path}/pitches`, { key: randomUUID(), pitch: { title, about: text, hosts, format, seats: 0, equipment, notAt: [], draft: false } })
    return [session, id] as const
  }))
  return new Map(ids)
}

async function seedPast(hub: DemoHub, editor: Caller, base: string, now: Date): Promise<void> {
  // Rounds that have begun are not planned any more: it is planned as if it were to come.
  const { id } = await editor.call<{ id: string }>('POST', base, eventOn(titles.past, about.past, now.getTime() + day))
  const path = `${base}/${id}`
  const ids = await offered(editor, path, pastSessions)
  const proposal = await editor.call<{ version: number; cells: object }>('POST', `${path}/proposals`, { kind: 'new' })
  await editor.call('PUT', `${path}/board`, { version: proposal.version, cells: proposal.cells, pinned: [], parked: [] })
  await Promise.all([...ids].map(async ([{ outcome, notes = [] }, pitch]) => {
    if (outcome !== undefined) await editor.call('PUT', `${path}/pitches/${pitch}/outcome`, { outcome })
    // One after the other: they were said in this order.
    for (const note of notes) await editor.call('POST', `${path}/pitches/${pitch}/notes`, { key: randomUUID(), ...note })
  }))
  const { version } = await editor.call<Shown>('GET', path)
  await editor.call('PUT', path, { version, event: { ...eventOn(titles.past, about.past, now.getTime() - 40 * day), stage: 'ended', pitching: false, voting: false, programme: true } })
  const guests = await visitors(hub, path, Math.max(...pastSessions.map(({ stars = [] }) => stars.length)))
  await Promise.all(guests.map(async (guest, at) => {
    for (const [{ stars = [] }, pitch] of ids) if (stars[at] !== undefined) await guest.call('PUT', `${path}/pitches/${pitch}/feedback`, { stars: stars[at], text: stars[at] === 5 && at === 0 ? 'Genau das hat uns gefehlt.' : '' })
    await guest.call('PUT', `${path}/feedback`, { stars: 4 + (at % 2), text: at === 1 ? 'Mehr Zeit zwischen den Sitzungen, sonst sehr gut.' : '' })
  }))
}

async function seedComing(hub: DemoHub, editor: Caller, base: string, now: Date): Promise<void> {
  const event = eventOn(titles.coming, about.coming, now.getTime() + 18 * day)
  const { id } = await editor.call<{ id: string }>('POST', base, event)
  const path = `${base}/${id}`
  const ids = await offered(editor, path, comingSessions)
  const { version } = await editor.call<Shown>('GET', path)
  await editor.call('PUT', path, { version, event: { ...event, stage: 'open' } })
  const guests = await visitors(hub, path, people.length)
  await Promise.all(guests.map(async (guest, at) => {
    await guest.call('PUT', `${path}/registration`, { ...people[at]!, mail: '' })
    const votes = [...ids].flatMap(([{ drawing }, pitch], index) => ((at * 7 + index * 3) % 10 < drawing ? [{ pitch, want: true, turn: index + 1 }] : []))
    await guest.call('POST', `${path}/votes`, { votes })
  }))
}
