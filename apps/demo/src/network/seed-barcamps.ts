import { randomUUID } from 'node:crypto'
import { type Caller, type DemoHub, type PeopleHub } from '../people/demo-hub.ts'
import { comingSessions, pastSessions, people, rooms, type SampleSession } from './sample-barcamps.ts'
import { registrationAnswers, registrationForm } from './sample-surveys.ts'
import { visitors } from './visitors.ts'

const day = 86_400_000
const titles = { past: 'Barcamp Gesundheit Röhrtal: Herbst', coming: 'Barcamp Gesundheit Röhrtal' } as const
const about = {
  past: 'Ein Tag, an dem alle das Programm gemacht haben, in der alten Weberei.',
  coming: 'Ein Tag ohne festes Programm: Wer kommt, schlägt vor, worüber gesprochen wird, und alle stimmen ab. Mittagessen und Kaffee sind frei, ein Konto brauchen Sie nicht.',
} as const

type Visitor = Pick<Caller, 'call'>

/** A barcamp that is over, with programme, results, notes and feedback, and one that people register for and vote on. What is there is left alone; what an earlier start left
 *  unfinished is made anew. Faults: demo/refused. */
export async function seedBarcamps(hub: PeopleHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}/barcamps`
  const editor = await hub.as('redaktion')
  const { events } = await editor.call<{ events: readonly { id: string; title: string }[] }>('GET', base)
  const titled = (title: string) => events.filter((event) => event.title === title)
  for (const { id } of Object.values(titles).flatMap((title) => titled(unfinished(title)))) {
    await put(editor, `${base}/${id}`, (event) => ({ ...event, stage: 'hidden' }))
    await editor.call('DELETE', `${base}/${id}`)
  }
  if (titled(titles.past).length === 0) await seedPast(hub, editor, base, now)
  if (titled(titles.coming).length === 0) await seedComing(hub, editor, base, now)
}

/** It has its own name when it is complete. */
const unfinished = (title: string): string => `${title} (wird angelegt)`

/** Four rounds of 45 minutes from ten o'clock where the hub is. */
function slotsOn(at: number) {
  const ten = new Date(at).setHours(10, 0, 0, 0)
  return [0, 1, 3, 4].map((hour, index) => ({ id: `s${index + 1}`, start: new Date(ten + hour * 3_600_000).toISOString(), end: new Date(ten + hour * 3_600_000 + 2_700_000).toISOString() }))
}

function eventOn(title: string, text: string, at: number) {
  return { title: unfinished(title), about: text, place: 'Alte Weberei, Alphastadt', rooms, slots: slotsOn(at), capacity: 24, stage: 'open', pitching: true, voting: true, programme: false, keepDays: 30 }
}

async function put(editor: Caller, path: string, change: (event: object) => object): Promise<void> {
  const { version, event } = await editor.call<{ version: number; event: object }>('GET', path)
  await editor.call('PUT', path, { version, event: change(event) })
}

/** The sessions' ids, each offered by the visitor in its place. */
function offered(guests: readonly Visitor[], path: string, sessions: readonly SampleSession[]): Promise<readonly string[]> {
  return Promise.all(sessions.map(async ({ title, about: text, hosts, format, equipment = [] }, at) => {
    const pitch = { title, about: text, hosts, format, seats: 0, equipment, notAt: [], draft: false }
    return (await guests[at]!.call<{ id: string }>('POST', `${path}/pitches`, { key: randomUUID(), pitch })).id
  }))
}

async function seedPast(hub: DemoHub, editor: Caller, base: string, now: Date): Promise<void> {
  // Rounds that have begun are not planned any more: it is planned as if it were to come.
  const { id } = await editor.call<{ id: string }>('POST', base, eventOn(titles.past, about.past, now.getTime() + day))
  const path = `${base}/${id}`
  const guests = await visitors(hub, path, pastSessions.length)
  const ids = await offered(guests, path, pastSessions)
  const { version, cells } = await editor.call<{ version: number; cells: object }>('POST', `${path}/proposals`, { kind: 'new' })
  await editor.call('PUT', `${path}/board`, { version, cells, pinned: [], parked: [] })
  await Promise.all(guests.map(async (guest, at) => {
    const { outcome, notes = [] } = pastSessions[at]!
    if (outcome !== undefined) await guest.call('PUT', `${path}/pitches/${ids[at]!}/outcome`, { outcome })
    // One after the other: they were said in this order.
    for (const note of notes) await guest.call('POST', `${path}/pitches/${ids[at]!}/notes`, { key: randomUUID(), ...note })
    for (const [of, { stars = [] }] of pastSessions.entries()) if (stars[at] !== undefined) await guest.call('PUT', `${path}/pitches/${ids[of]!}/feedback`, { stars: stars[at], text: stars[at] === 5 && at === 0 ? 'Genau das hat uns gefehlt.' : '' })
    if (at % 2 === 0) await guest.call('PUT', `${path}/feedback`, { stars: 4 + (at % 4) / 2, text: at === 2 ? 'Mehr Zeit zwischen den Sitzungen, sonst sehr gut.' : '' })
  }))
  await put(editor, path, (event) => ({ ...event, title: titles.past, slots: slotsOn(now.getTime() - 40 * day), stage: 'ended', pitching: false, voting: false, programme: true }))
}

async function seedComing(hub: DemoHub, editor: Caller, base: string, now: Date): Promise<void> {
  const { id } = await editor.call<{ id: string }>('POST', base, eventOn(titles.coming, about.coming, now.getTime() + 18 * day))
  const path = `${base}/${id}`
  await editor.call('PUT', `${path}/form`, { version: 0, on: true, questionnaire: registrationForm })
  const guests = await visitors(hub, path, people.length)
  const ids = await offered(guests, path, comingSessions)
  await Promise.all(guests.map(async (guest, at) => {
    await guest.call('PUT', `${path}/registration`, { ...people[at]!, mail: '', answers: registrationAnswers(at) })
    const votes = comingSessions.flatMap(({ drawing }, index) => ((at * 7 + index * 3) % 10 < drawing ? [{ pitch: ids[index]!, want: true, turn: index + 1 }] : []))
    await guest.call('POST', `${path}/votes`, { votes })
  }))
  await put(editor, path, (event) => ({ ...event, title: titles.coming }))
}
