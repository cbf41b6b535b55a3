import type { BarcampEvent, BarcampSlot, Cell } from './barcamp.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** YYYY-MM-DD and HH:MM of an instant, by this browser's clock. */
export function dayOf(instant: string): string {
  const at = new Date(instant)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
export function timeOf(instant: string): string {
  const at = new Date(instant)
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The same day at HH:MM; as it was, where that is no time. */
export function withTime(instant: string, time: string): string {
  return /^\d\d:\d\d$/.test(time) ? new Date(`${dayOf(instant)}T${time}`).toISOString() : instant
}

/** The same times on another day. */
export function onDay(slots: readonly BarcampSlot[], day: string): readonly BarcampSlot[] {
  const moved = (instant: string): string => new Date(`${day}T${timeOf(instant)}`).toISOString()
  return slots.map(slot => ({ ...slot, start: moved(slot.start), end: moved(slot.end) }))
}

/** Which slots are at work and which comes next, from an hour before the first one until the end of the last; undefined at any other time. */
export function nowAndNext(slots: readonly BarcampSlot[], now: number): { readonly now: BarcampSlot | undefined; readonly next: BarcampSlot | undefined } | undefined {
  const [first, last] = [slots[0]!, slots.at(-1)!]
  if (now < Date.parse(first.start) - 3_600_000 || now >= Date.parse(last.end)) return undefined
  return { now: slots.find(({ start, end }) => Date.parse(start) <= now && now < Date.parse(end)), next: slots.find(({ start }) => now < Date.parse(start)) }
}

/** What stands in the programme, in the order of the day and its rooms. */
export function inProgramme<Standing extends { readonly cell?: Cell }>({ rooms, slots }: BarcampEvent, pitches: readonly Standing[]): readonly Standing[] {
  const place = ({ slot, room }: Cell): number => slots.findIndex(({ id }) => id === slot) * rooms.length + rooms.findIndex(({ id }) => id === room)
  return pitches.filter(({ cell }) => cell !== undefined).toSorted((a, b) => place(a.cell!) - place(b.cell!))
}

/** A free id for one more: r1, r2 … */
export function nextId(letter: string, known: readonly { readonly id: string }[]): string {
  const taken = new Set(known.map(({ id }) => id))
  for (let number = known.length + 1; ; number += 1) if (!taken.has(`${letter}${number}`)) return `${letter}${number}`
}

/** Four weeks from now, five rounds of 45 minutes from ten o'clock in three rooms: to be changed. */
export function blankEvent(now: Date): BarcampEvent {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 28, 10)
  const slots = Array.from({ length: 5 }, (_, at) => {
    const start = day.getTime() + at * 3_600_000
    return { id: `s${at + 1}`, start: new Date(start).toISOString(), end: new Date(start + 2_700_000).toISOString() }
  })
  const rooms = [1, 2, 3].map(at => ({ id: `r${at}`, name: `Raum ${at}`, seats: 30, equipment: [], closedAt: [] }))
  return { title: '', about: '', place: '', rooms, slots, capacity: 100, stage: 'hidden', pitching: true, voting: true, programme: false, keepDays: 30 }
}
