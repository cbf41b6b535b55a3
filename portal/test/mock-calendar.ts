import type { Appointment, Schedule, Slot } from '../client/calendar/shapes.ts'
import type { Patient } from '../client/fhir-shapes.ts'
import type { Answer } from './mock-person.ts'

type Resource = Schedule | Slot | Appointment | Patient

/** A carrier's calendars and who answers its operations on appointments. */
export interface CalendarState {
  readonly resources: Map<string, Resource>
  /** Bodies of all operations, in order. */
  readonly operations: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[]
  /** What the service says instead of doing it; undefined = it does it. */
  refusal: { readonly status: number; readonly code: string } | undefined
}

const minute = 60_000
const schedule = (id: string, actor: Schedule['actor'], needs: readonly string[] = []): Schedule => ({
  resourceType: 'Schedule', id, active: true, ...(actor === undefined ? {} : { actor }),
  extension: [{ url: 'urn:steckwerk:extension:availability', extension: needs.map(need => ({ url: 'resource', valueReference: { reference: `Schedule/${need}` } })) }],
})

/** Two people and a room, on the day after `now` from 8 to 12 in half hours, by the clock of the tests' browsers. */
export function sampleCalendar(now: number): CalendarState {
  const resources = new Map<string, Resource>()
  const put = (resource: Resource) => resources.set(`${resource.resourceType}/${resource.id}`, resource)
  put(schedule('keller', [{ reference: 'Practitioner/k', display: 'Dr. med. Miriam Keller' }, { reference: 'HealthcareService/s', display: 'Sprechstunde' }]))
  put(schedule('lang', [{ reference: 'Practitioner/l', display: 'Dr. med. Jule Lang' }, { reference: 'HealthcareService/u', display: 'Ultraschall' }], ['raum']))
  put(schedule('raum', [{ display: 'Raum Ultraschall 1' }]))
  put({ resourceType: 'Patient', id: 'erika', name: [{ use: 'official', family: 'Mustermann', given: ['Erika'] }], birthDate: '1964-08-12', identifier: [{ value: 'P-4711' }] })
  put({ resourceType: 'Patient', id: 'bert', name: [{ use: 'official', family: 'Beispiel', given: ['Bert'] }], birthDate: '1958-11-30', identifier: [{ value: 'P-4712' }] })
  // Tomorrow, so that the hour of the test does not matter.
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Europe/Berlin').add({ days: 1 }).startOfDay()
  const at = (hour: number, minutes: number): number => day.with({ hour }).add({ minutes }).epochMilliseconds
  for (const calendar of ['keller', 'lang', 'raum']) {
    for (let index = 0; index < 8; index += 1) {
      const start = at(8, index * 30)
      put({ resourceType: 'Slot', id: `${calendar}-${index}`, schedule: { reference: `Schedule/${calendar}` }, status: 'free', start: new Date(start).toISOString(), end: new Date(start + 30 * minute).toISOString(), meta: { versionId: '1' } })
    }
  }
  const booked = (id: string, slots: readonly string[], patient: Patient, more: Partial<Appointment> = {}): void => {
    for (const slot of slots) put({ ...resources.get(`Slot/${slot}`) as Slot, status: 'busy' })
    const [first] = slots.map(slot => resources.get(`Slot/${slot}`) as Slot)
    put({
      resourceType: 'Appointment', id, status: 'booked', ...(first?.start === undefined ? {} : { start: first.start }), ...(first?.end === undefined ? {} : { end: first.end }), slot: slots.map(slot => ({ reference: `Slot/${slot}` })),
      participant: [{ actor: { reference: `Patient/${patient.id}`, display: patient.name?.[0]?.family ?? '' }, status: 'accepted' }], meta: { versionId: '1' }, ...more,
    })
  }
  booked('t1', ['keller-1'], resources.get('Patient/erika') as Patient, { serviceType: [{ text: 'Sprechstunde' }], comment: 'Kommt mit Begleitung' })
  booked('t2', ['lang-2', 'raum-2'], resources.get('Patient/bert') as Patient, { serviceType: [{ text: 'Ultraschall' }], status: 'pending' })
  // Has booked, and no Encounter yet: the desk sees the appointment, not the Patient.
  booked('t3', ['keller-5'], { resourceType: 'Patient', id: 'gast', name: [{ family: 'Gisela Gast' }] }, { serviceType: [{ text: 'Sprechstunde' }], status: 'pending' })
  put({ ...resources.get('Slot/keller-6') as Slot, status: 'busy-unavailable' })
  put({
    resourceType: 'Appointment', id: 'w1', status: 'waitlist', created: new Date(now - 3 * 86_400_000).toISOString(), serviceType: [{ text: 'Sprechstunde' }], meta: { versionId: '1' },
    participant: [{ actor: { reference: 'Patient/wanda', display: 'Wanda Warter' }, status: 'accepted' }],
    extension: [
      { url: 'urn:steckwerk:extension:waits-for', valueReference: { reference: 'Schedule/keller' } },
      { url: 'urn:steckwerk:extension:wished-times', extension: [{ url: 'day', valueCode: 'tue' }, { url: 'to', valueTime: '12:00:00' }, { url: 'noticeMinutes', valueUnsignedInt: 1440 }] },
    ],
  })
  put({ ...resources.get('Slot/keller-7') as Slot, status: 'busy' })
  return { resources, operations: [], refusal: undefined }
}

/** Exact searches and bookings at the desk; undefined for everything else. Known beside those who are seen: Klara Klee. */
export function answerDeskBooking(state: CalendarState, route: string, body: string): Answer | undefined {
  if (!route.startsWith('POST /carriers/alpha/desk-booking/')) return undefined
  const sent = JSON.parse(body) as Readonly<Record<string, never>> & { readonly family?: string; readonly birthDate?: string; readonly slot?: string; readonly fresh?: { readonly given: string; readonly family: string } }
  if (route.endsWith('/search')) return { status: 200, json: sent.family === 'Klee' && sent.birthDate === '1977-07-07' ? { found: 'one', name: 'Klara Klee', birthDate: '1977-07-07' } : { found: 'none' } }
  state.operations.push({ path: route.split(' ')[1]!, body: sent })
  const slot = state.resources.get(`Slot/${sent.slot!}`) as Slot
  const id = `desk-${state.operations.length}`
  state.resources.set(`Slot/${sent.slot!}`, { ...slot, status: 'busy' })
  const display = sent.fresh === undefined ? 'Klara Klee' : `${sent.fresh.given} ${sent.fresh.family}`
  const { start, end } = slot
  state.resources.set(`Appointment/${id}`, { resourceType: 'Appointment', id, status: 'booked', ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), slot: [{ reference: `Slot/${sent.slot!}` }], participant: [{ actor: { reference: `Patient/${id}`, display } }] })
  return { status: 201, json: { appointment: id, ...(sent.fresh === undefined ? {} : { code: 'ABCD-2345-ABCD-2345-ABCD', codeUntil: '2039-03-01' }) } }
}

/** Searches, reads and operations of calendars; undefined for everything else. */
export function answerCalendar(state: CalendarState, method: string, path: string, body: string): Answer | undefined {
  const [, , , type = '', id = '', operation] = path.split('/')
  if (!['Schedule', 'Slot', 'Appointment', 'Patient'].includes(type)) return undefined
  if (method === 'POST' && id === '_search') return type === 'Patient' && ![...state.resources.keys()].some(key => key === `Patient/${new URLSearchParams(body).get('_id')?.split(',')[0]}`) && !new URLSearchParams(body).has('name') ? undefined : { status: 200, json: bundle(found(state, type, new URLSearchParams(body))) }
  if (method === 'GET' && type === 'Appointment') return { status: 200, json: state.resources.get(`Appointment/${id}`) }
  const name = id.startsWith('$') ? id : operation
  if (method !== 'POST' || name === undefined) return undefined
  const input = JSON.parse(body) as { readonly parameter?: readonly Parameter[] }
  state.operations.push({ path, body: input })
  if (state.refusal !== undefined) return { status: state.refusal.status, json: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'business-rule', diagnostics: 'No.', details: { coding: [{ code: state.refusal.code }] } }] } }
  return { status: name === '$book' ? 201 : 200, json: operate(state, name, id, input.parameter ?? []) }
}

interface Parameter { readonly name: string; readonly resource?: Appointment; readonly valueUri?: string; readonly valueCode?: string; readonly valueDateTime?: string; readonly valueReference?: { readonly reference: string } }

const bundle = (resources: readonly Resource[]): object => ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map(resource => ({ resource })), link: [] })

function found(state: CalendarState, type: string, form: URLSearchParams): readonly Resource[] {
  const list = (name: string): readonly string[] | undefined => form.get(name)?.split(',')
  const date = form.getAll(type === 'Slot' ? 'start' : 'date')
  const inTime = (resource: Resource): boolean => date.every(one => {
    const [at, bound] = [Date.parse((resource as Slot).start ?? ''), Date.parse(one.slice(2))]
    return one.startsWith('ge') ? at >= bound : at < bound
  })
  return [...state.resources.values()].filter(resource => resource.resourceType === type && inTime(resource)
    && (list('_id')?.includes(resource.id ?? '') ?? true) && (list('status')?.includes((resource as Slot).status ?? '') ?? true)
    && (list('schedule')?.includes((resource as Slot).schedule?.reference ?? '') ?? true)
    && (form.get('name') === null || JSON.stringify((resource as Patient).name).toLowerCase().includes(form.get('name')!.toLowerCase())))
}

function operate(state: CalendarState, name: string, id: string, parameter: readonly Parameter[]): Appointment | Slot {
  const { resources } = state
  const put = (resource: Resource) => void resources.set(`${resource.resourceType}/${resource.id}`, resource)
  const hold = (appointment: Appointment, status: string) => {
    for (const { reference } of appointment.slot ?? []) put({ ...resources.get(reference ?? '') as Slot, status })
  }
  if (name === '$book') {
    const asked = parameter.find(one => one.name === 'appt-resource')!.resource!
    const gone = resources.get(parameter.find(one => one.name === 'cancelled-appt-id')?.valueUri ?? '') as Appointment | undefined
    if (gone !== undefined) {
      put({ ...gone, status: 'cancelled' })
      hold(gone, 'free')
    }
    const booked: Appointment = { ...asked, id: `neu-${state.operations.length}`, status: 'booked' }
    put(booked)
    hold(booked, 'busy')
    return booked
  }
  const slot = resources.get(parameter.find(one => one.name === 'slot')?.valueReference?.reference ?? '') as Slot | undefined
  if (name === '$block-slot' || name === '$free-slot') {
    const changed: Slot = { ...slot!, status: name === '$free-slot' ? 'free' : 'busy-unavailable' }
    put(changed)
    return changed
  }
  const before = resources.get(`Appointment/${id}`) as Appointment
  if (name === '$offer') {
    const until = { url: 'urn:steckwerk:extension:offer-expires', valueDateTime: parameter.find(one => one.name === 'until')!.valueDateTime! }
    const { start, end } = slot!
    const offered: Appointment = { ...before, status: 'pending', ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), slot: [{ reference: `Slot/${slot!.id}` }], extension: [...before.extension ?? [], until] }
    put(offered)
    hold(offered, 'busy-tentative')
    return offered
  }
  const after: Appointment = { ...before, status: name === '$cancel' ? 'cancelled' : 'booked' }
  put(after)
  if (name === '$cancel') hold(after, 'free')
  return after
}
