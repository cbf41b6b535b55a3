import { addDays, dayOf } from '@steckwerk/access'
import type { Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FreeDays, FreeTimes } from '../contract/booking.ts'
import { publicCtx, type Bookable } from './offers.ts'
import { searchAll } from './searches.ts'
import { idOf, type Slot } from './shapes.ts'

type FreeSlot = Required<Pick<Slot, 'id' | 'start' | 'end'>> & { readonly schedule: string }

const daysShown = 28
const mostSlots = 20_000

/** Free slots of a service's calendars, by the hospital's days. */
export interface FreeSlots {
  /** Four weeks from a day on; days that have passed are left out. */
  days(of: Bookable, from: string): Promise<FreeDays>
  times(of: Bookable, day: string): Promise<FreeTimes>
}

export function createFreeSlots(store: Store, clock: Clock): FreeSlots {
  /** From the first to the last day, both included. */
  async function free(of: Bookable, first: string, last: string): Promise<FreeSlot[]> {
    const now = clock.now()
    // A day here begins an hour or two before that of UTC.
    const range: readonly (readonly [string, string])[] = [['start', `ge${addDays(first, -1)}T20:00:00Z`], ['start', `lt${addDays(last, 1)}T00:00:00Z`]]
    const slots = await store.read(publicCtx(of.carrier, now), (reader) => searchAll<Slot>(reader, 'Slot',
      [['schedule', of.schedules.map(({ id }) => `Schedule/${id}`).join(',')], ['status', 'free'], ...range, ['_sort', 'start']], mostSlots))
    const leads = new Map(of.schedules.map(({ id, leadMs }) => [id, leadMs]))
    return slots.flatMap(({ id, start, end, schedule }) => {
      const calendar = idOf(schedule, 'Schedule')
      if (start === undefined || end === undefined || calendar === undefined || Date.parse(start) <= now + (leads.get(calendar) ?? 0)) return []
      const day = dayOf(new Date(start))
      return day < first || day > last ? [] : [{ id, start, end, schedule: calendar }]
    })
  }

  return {
    days: async (of, asked) => {
      const today = dayOf(clock.now())
      const from = asked < today ? today : asked
      const until = addDays(from, daysShown - 1)
      const counts = new Map<string, number>()
      for (const { start } of await free(of, from, until)) {
        const day = dayOf(new Date(start))
        counts.set(day, (counts.get(day) ?? 0) + 1)
      }
      return { from, until, days: [...counts].map(([day, count]) => ({ day, free: count })).toSorted((a, b) => a.day.localeCompare(b.day)) }
    },
    times: async (of, day) => {
      const names = new Map(of.schedules.map((schedule) => [schedule.id, schedule.with]))
      const several = of.schedules.length > 1
      return {
        day,
        times: (await free(of, day, day)).map(({ id, start, end, schedule }) => {
          const name = several ? names.get(schedule) : undefined
          return { slot: id, start, end, ...(name === undefined ? {} : { with: name }) }
        }),
      }
    },
  }
}
