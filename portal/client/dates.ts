import { request } from './request.ts'

/** Something of the network that has a date; instants are ISO 8601 in UTC. */
export interface DateLine {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly summary: string
  /** Of the portal. */
  readonly path: string
  readonly when: { readonly start: string; readonly end: string; readonly place: string; readonly cancelled?: boolean }
}

export const fetchDates = (service: string, signal: AbortSignal): Promise<{ readonly dates: readonly DateLine[] }> => request(`${service}/dates`, { signal })

/** What a calendar program subscribes to; without kinds everything. */
export const calendarAddress = (service: string, kinds: readonly string[]): string => `${service}/calendar.ics${kinds.length === 0 ? '' : `?${new URLSearchParams({ kinds: kinds.join(',') }).toString()}`}`
