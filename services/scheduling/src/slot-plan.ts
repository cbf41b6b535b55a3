import { openSlots, type OpenSlot, type Span } from './open-times.ts'
import type { Slot, Stored } from './resources.ts'
import type { Rule } from './rule.ts'
import { vocabulary } from './vocabulary.ts'

/** What has to be done to a calendar's slots so that they are as its rule says. */
export interface SlotPlan {
  readonly make: readonly (OpenSlot & { readonly isFree: boolean })[]
  /** As they are to be; each over its version only. */
  readonly change: readonly Stored<Slot>[]
  readonly withdraw: readonly Stored<Slot>[]
}

export interface SlotPlanInput {
  readonly schedule: string
  readonly rule: Rule
  /** Milliseconds: the present. What has begun is left alone. */
  readonly now: number
  /** Only what begins in this part of the time; default: all of it. Earlier parts have been brought in line. */
  readonly part?: Span
  /** Every slot of the calendar that ends after now, or touches the part. */
  readonly existing: readonly Stored<Slot>[]
  /** Slots of each further calendar that must be free along with it. */
  readonly resources: readonly (readonly Stored<Slot>[])[]
}

export const slotSpan = (slot: Slot): Span => ({ start: Date.parse(slot.start), end: Date.parse(slot.end) })
export const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

export const slotKey = (schedule: string, { start, lane }: OpenSlot): string => `${schedule}:${new Date(start).toISOString()}:${lane}`

/** Unbooked and made from a rule: free, or not free only because of a room. Such ones may be changed and taken back; whatever is booked, held or
 *  blocked by a person stays. */
export function isOpen(slot: Slot): boolean {
  return slot.status === 'free' || (slot.status === 'busy-unavailable' && waitsForResource(slot))
}

/** Kept from being booked by somebody's decision. */
export const isBlocked = (slot: Slot): boolean => slot.status === 'busy-unavailable' && !waitsForResource(slot)

/** The difference between what a rule opens and what is there. Pure; applied, its next answer is empty. */
export function planSlots({ schedule, rule, now, existing, resources, part = { start: now + 1, end: Infinity } }: SlotPlanInput): SlotPlan {
  const horizon = now + rule.horizonDays * 24 * 60 * 60_000
  const coming = existing.filter((slot) => slotSpan(slot).start > now && slot.status !== 'entered-in-error')
  const ours = new Map<string, Stored<Slot>>()
  const open = new Set<Stored<Slot>>()
  for (const slot of coming) {
    const key = keyOf(slot)
    if (key?.startsWith(`${schedule}:`) !== true || !isOpen(slot)) continue
    open.add(slot)
    const { start } = slotSpan(slot)
    if (start >= part.start && start < part.end) ours.set(key, slot)
  }
  const kept = existing.filter((slot) => !open.has(slot) && slot.status !== 'entered-in-error')
  const keptByLane = Map.groupBy(kept, laneOf)
  const make: (OpenSlot & { isFree: boolean })[] = []
  const change: Stored<Slot>[] = []
  const stays = new Set<string>()
  for (const wanted of openSlots(rule, Math.max(now + 1, part.start), Math.min(horizon, part.end))) {
    if ((keptByLane.get(wanted.lane) ?? []).some((slot) => overlap(slotSpan(slot), wanted))) continue
    const key = slotKey(schedule, wanted)
    const isFree = resources.every((slots) => cover(slots, wanted) !== undefined)
    const there = ours.get(key)
    if (there === undefined) make.push({ ...wanted, isFree })
    else {
      stays.add(key)
      if (isFree !== (there.status === 'free') || Date.parse(there.end) !== wanted.end) change.push({ ...statusOf(there, isFree), end: new Date(wanted.end).toISOString() })
    }
  }
  return { make, change, withdraw: [...ours].filter(([key]) => !stays.has(key)).map(([, slot]) => slot) }
}

/** The fewest free slots, one after another on one lane, that hold a span; undefined where it is not free throughout. `held` ones count as free. */
export function cover(slots: readonly Stored<Slot>[], span: Span, held: ReadonlySet<string> = new Set()): readonly Stored<Slot>[] | undefined {
  const usable = slots.filter((slot) => (isOpen(slot) || held.has(slot.id)) && overlap(slotSpan(slot), span))
  for (const lane of Map.groupBy(usable, laneOf).values()) {
    const chain: Stored<Slot>[] = []
    let reached = span.start
    for (const slot of lane.toSorted((a, b) => slotSpan(a).start - slotSpan(b).start)) {
      const { start, end } = slotSpan(slot)
      if (start > reached) break
      if (end <= reached) continue
      chain.push(slot)
      reached = end
      if (reached >= span.end) return chain
    }
  }
  return undefined
}

/** A slot free, or not free because something it needs is taken. */
export function statusOf<S extends Slot>(slot: S, isFree: boolean): S {
  const tags = (slot.meta?.tag ?? []).filter((tag) => (tag as { system?: string }).system !== vocabulary.slotTag)
  const tag = isFree ? tags : [...tags, { system: vocabulary.slotTag, code: 'waits-for-resource' }]
  const { tag: _, ...meta } = slot.meta ?? {}
  return { ...slot, status: isFree ? 'free' : 'busy-unavailable', meta: { ...meta, ...(tag.length === 0 ? {} : { tag }) } }
}

const waitsForResource = (slot: Slot): boolean => slot.meta?.tag?.some((tag) => (tag as { system?: string }).system === vocabulary.slotTag) === true

const keyOf = (slot: Slot): string | undefined => slot.identifier?.find(({ system }) => system === vocabulary.slot)?.value

/** Slots that somebody else made stand on the first lane. */
function laneOf(slot: Slot): number {
  const lane = Number(/:(\d+)$/.exec(keyOf(slot) ?? '')?.[1] ?? 0)
  return Number.isSafeInteger(lane) ? lane : 0
}
