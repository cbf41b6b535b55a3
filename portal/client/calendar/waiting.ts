import type { WeekDay, Wishes } from '@steckwerk/api/contract/booking'
import { fetchByIds, searchAll } from '../fhir.ts'
import { referencedId, type Patient } from '../fhir-shapes.ts'
import { listName } from '../names.ts'
import { dayOf } from './days.ts'
import type { Person } from './model.ts'
import type { Appointment, Extension } from './shapes.ts'

/** Somebody who waits for a time. Instants in milliseconds since 1970. */
export interface Waiting {
  readonly id: string
  readonly person: Person
  readonly service: string
  readonly note: string
  readonly since: number
  readonly wishes: Wishes
  /** Ids of the calendars they wait for. */
  readonly calendars: readonly string[]
  /** Held for them now. */
  readonly offer: { readonly start: number; readonly until: number } | undefined
  /** Offers that were not taken. */
  readonly passed: number
}

const page = '1000'
/** Names of services/scheduling/src/vocabulary.ts. */
const names = { waitsFor: 'waits-for', wishedTimes: 'wished-times', offerExpires: 'offer-expires', offerPassed: 'offer-passed' } as const

const having = ({ extension }: Appointment, name: keyof typeof names): readonly Extension[] => (extension ?? []).filter(({ url }) => url === `urn:steckwerk:extension:${names[name]}`)

/** Who waits at a carrier, the longest first, with the people as far as the account may see them. */
export async function fetchWaiting(carrier: string, signal: AbortSignal): Promise<readonly Waiting[]> {
  const found = (await searchAll<Appointment>(carrier, 'Appointment', [['status', 'waitlist,pending'], ['_count', page]], signal)).filter(waits)
  const patients = await fetchByIds<Patient>(carrier, 'Patient', [...new Set(found.flatMap(one => patientOf(one)?.id ?? []))], signal)
  const known = new Map(patients.map(patient => [patient.id ?? '', patient]))
  return found.map(one => waitingOf(one, known)).toSorted((a, b) => a.since - b.since || a.id.localeCompare(b.id))
}

const waits = (one: Appointment): boolean => one.status === 'waitlist' || (one.status === 'pending' && having(one, 'waitsFor').length > 0)

function patientOf({ participant }: Appointment): { readonly id: string; readonly display: string } | undefined {
  const actor = participant?.map(one => one.actor).find(one => referencedId(one, 'Patient') !== undefined)
  const id = referencedId(actor, 'Patient')
  return id === undefined ? undefined : { id, display: actor?.display ?? '' }
}

export function waitingOf(one: Appointment, patients: ReadonlyMap<string, Patient>): Waiting {
  const patient = patientOf(one)
  const record = patients.get(patient?.id ?? '')
  const until = Date.parse(having(one, 'offerExpires')[0]?.valueDateTime ?? '')
  const start = Date.parse(one.start ?? '')
  return {
    id: one.id ?? '',
    person: { id: patient?.id ?? '', name: listName(record?.name) || patient?.display || '', birthDate: record?.birthDate, number: record?.identifier?.[0]?.value, hasRecord: record !== undefined },
    service: one.serviceType?.[0]?.text ?? one.serviceType?.[0]?.coding?.[0]?.display ?? '',
    note: one.comment ?? '',
    since: Date.parse(one.created ?? ''),
    wishes: wishesOf(one),
    calendars: having(one, 'waitsFor').flatMap(({ valueReference }) => referencedId(valueReference, 'Schedule') ?? []),
    offer: one.status === 'pending' && !Number.isNaN(until) && !Number.isNaN(start) ? { start, until } : undefined,
    passed: having(one, 'offerPassed').length,
  }
}

function wishesOf(one: Appointment): Wishes {
  const [period] = one.requestedPeriod ?? []
  const parts = having(one, 'wishedTimes')[0]?.extension ?? []
  const time = (name: string): string | undefined => parts.find(({ url }) => url === name)?.valueTime?.slice(0, 5)
  return {
    from: period?.start === undefined ? undefined : dayOf(Date.parse(period.start)),
    // The period ends with the last moment before.
    until: period?.end === undefined ? undefined : dayOf(Date.parse(period.end) - 1),
    days: parts.flatMap(({ url, valueCode }) => url === 'day' && valueCode !== undefined ? [valueCode as WeekDay] : []),
    after: time('from'),
    before: time('to'),
    noticeHours: Math.round((parts.find(({ url }) => url === 'noticeMinutes')?.valueUnsignedInt ?? 0) / 60),
  }
}
