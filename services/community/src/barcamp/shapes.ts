import { z } from 'zod'
import { answersInput } from '../form/answers.ts'

const line = (most: number) => z.string().trim().min(1).max(most)
const id = z.string().regex(/^[a-z0-9-]{1,40}$/)
const thing = line(40)
const cell = z.strictObject({ slot: id, room: id })

export const eventInput = z.strictObject({
  title: line(120),
  about: z.string().trim().max(2000),
  place: z.string().trim().max(200),
  rooms: z.array(z.strictObject({
    id, name: line(60), seats: z.number().int().min(1).max(5000), equipment: z.array(thing).max(20),
    /** Slots in which it cannot be used. */
    closedAt: z.array(id).max(60),
  })).min(1).max(30),
  /** In the order of the day; UTC instants. */
  slots: z.array(z.strictObject({ id, start: z.iso.datetime(), end: z.iso.datetime() })).min(1).max(60),
  /** Places; who comes later waits. */
  capacity: z.number().int().min(1).max(5000),
  /** hidden: only editors see it. */
  stage: z.enum(['hidden', 'open', 'ended']),
  pitching: z.boolean(),
  voting: z.boolean(),
  /** Whether the grid is shown to everybody. */
  programme: z.boolean(),
  /** How many days after the end registrations are deleted. */
  keepDays: z.number().int().min(1).max(365).default(30),
}).superRefine((event, context) => {
  const wrong = (path: string): void => void context.addIssue({ code: 'custom', path: [path], message: 'does not fit together' })
  if (new Set(event.rooms.map((room) => room.id)).size < event.rooms.length) wrong('rooms')
  if (new Set(event.slots.map((slot) => slot.id)).size < event.slots.length) wrong('slots')
  if (event.slots.some(({ start, end }, at) => start >= end || (at > 0 && start < event.slots[at - 1]!.end))) wrong('slots')
})

export const pitchInput = z.strictObject({
  title: line(120),
  about: z.string().trim().max(1500),
  hosts: z.array(line(80)).min(1).max(6),
  format: z.enum(['talk', 'discussion', 'workshop', 'demo', 'question']),
  /** The least seats; 0 = any room. */
  seats: z.number().int().min(0).max(5000),
  equipment: z.array(thing).max(10),
  notAt: z.array(id).max(60),
  draft: z.boolean(),
})

/** Whoever takes a session up again changes exactly what they saw. */
export const pitchChange = z.strictObject({ version: z.number().int().min(1), pitch: pitchInput })

export const newPitch = z.strictObject({ key: z.uuid(), pitch: pitchInput })

export const votesInput = z.strictObject({
  votes: z.array(z.strictObject({
    pitch: z.string().max(128), want: z.boolean(),
    /** Grows with each vote of this browser: what was meant last counts, whatever arrives last. */
    turn: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  })).min(1).max(200),
})

export const boardInput = z.strictObject({
  /** The board's that was changed; 0 = nobody has changed it yet. */
  version: z.number().int().min(0),
  cells: z.record(z.string().max(128), cell),
  pinned: z.array(z.string().max(128)).max(500),
  parked: z.array(z.string().max(128)).max(500),
})

/** new: the whole grid, pins apart · least: only what a change makes necessary. */
export const proposalInput = z.strictObject({ kind: z.enum(['new', 'least']) })

export const registrationInput = z.strictObject({ name: line(80), organization: z.string().trim().max(80), mail: z.union([z.literal(''), z.email().max(200)]), answers: answersInput.default([]) })

/** What the fragment of a mail's link holds. */
export const ticketInput = z.strictObject({ owner: z.string().regex(/^[\w-]{43}$/), proof: z.string().regex(/^[\w-]{43}$/) })

export const arrivalsInput = z.strictObject({
  arrivals: z.array(z.strictObject({
    guest: z.string().regex(/^[\w.-]{1,128}$/), here: z.boolean(),
    /** Grows with each note of this device: milliseconds since 1970 UTC, or later. */
    turn: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  })).min(1).max(100),
})

export const outcomeInput = z.strictObject({ outcome: z.string().trim().max(1000) })

export const feedbackInput = z.strictObject({ stars: z.number().int().min(1).max(5), text: z.string().trim().max(1000) })

export type BarcampEvent = z.output<typeof eventInput>
export type PitchInput = z.output<typeof pitchInput>
export type BoardInput = z.output<typeof boardInput>
