import type { AppointmentList, AppointmentView } from '@steckwerk/api/contract/booking'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { fetchAppointments } from '../../client/booking.ts'
import type { CaredFor } from '../../client/cared-for.ts'
import { useNow } from '../../shell/use-now.ts'

export const isAhead = ({ state, end, start }: AppointmentView, now: number): boolean =>
  (state === 'booked' || state === 'requested' || state === 'arrived') && (start === undefined || Date.parse(end ?? start) > now)

export const isWaiting = ({ state }: AppointmentView): boolean => state === 'waiting' || state === 'offered'

/** The appointments of whom the page is about, the latest first. */
export function useAppointments(person: CaredFor | undefined): { readonly query: UseQueryResult<AppointmentList>; readonly mine: readonly AppointmentView[]; readonly now: number } {
  const now = useNow(60_000)
  const query = useQuery({ queryKey: ['appointments'], queryFn: ({ signal }) => fetchAppointments(signal), refetchInterval: 60_000 })
  const patients = new Set(person?.links.map(({ carrier, patient }) => `${carrier.slug}/${patient?.id ?? ''}`))
  const mine = (query.data?.appointments ?? []).filter(view => patients.has(`${view.carrier.slug}/${view.patient.id}`)).toSorted((a, b) => (b.start ?? '').localeCompare(a.start ?? ''))
  return { query, mine, now }
}
