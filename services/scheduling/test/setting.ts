import { createLog, Fault } from '@steckwerk/kernel'
import type { FhirResource, OperationAnswer, PlugCarrier, PlugHost, PlugNews, RunningPlug } from '@steckwerk/plug'
import { memoryDocuments, memoryEditions } from '@steckwerk/plug/testing'
import { makeSlots } from '../src/make-slots.ts'
import { writeRule } from '../src/rule.ts'
import { schedulingPlug } from '../src/service.ts'
import { MemoryFhir } from './memory-fhir.ts'

/** A Monday in winter, eight o'clock in Berlin. */
export const monday = Date.parse('2026-11-23T07:00:00Z')

export interface Setting extends AsyncDisposable {
  readonly fhir: MemoryFhir
  readonly plug: RunningPlug
  readonly clock: { at: number; now: () => number }
  readonly counted: Map<string, number>
  readonly told: PlugNews[]
  /** As a patient's caller with `patients`, as staff without. */
  call(path: string, input?: FhirResource, patients?: readonly string[]): Promise<OperationAnswer>
  calendar(id: string, rule?: Partial<Parameters<typeof writeRule>[0]>): Promise<void>
  slots(schedule: string): readonly (FhirResource & { id: string })[]
  get(reference: string): FhirResource
}

/** The service over records in memory, with two patients and no calendar. */
export async function setting(): Promise<Setting> {
  const fhir = new MemoryFhir()
  const counted = new Map<string, number>()
  const told: PlugNews[] = []
  const keys = new Set<string>()
  const clock = { at: monday, now: () => clock.at }
  const carrier: PlugCarrier = {
    slug: 'alpha',
    name: 'Kliniken Alpha',
    fhir,
    parameters: {},
    documents: memoryDocuments(clock),
    mail: async () => undefined,
    editions: memoryEditions(),
    count: async (metric, amount, key) => {
      if (key !== undefined && keys.has(`${metric} ${key}`)) return
      keys.add(`${metric} ${key ?? ''}`)
      counted.set(metric, (counted.get(metric) ?? 0) + amount)
    },
    notify: async (news) => {
      if (!told.some(({ key }) => key === news.key)) told.push(news)
    },
  }
  const ended = new AbortController()
  const host: PlugHost = {
    log: createLog('scheduling-test', 'fatal'),
    clock,
    publicUrl: 'https://hub.example',
    signal: ended.signal,
    // No rounds of its own: tests say when.
    carriers: async () => [],
    takeTurn: async () => true,
    carrier: async (slug) => {
      if (slug !== 'alpha') throw new Fault('forbidden', 'plug/not-granted', 'Not granted.')
      return carrier
    },
  }
  for (const id of ['erika', 'anna']) await fhir.update({ resourceType: 'Patient', id, active: true, name: [{ use: 'official', family: 'Muster', given: [id] }] })
  const plug = await schedulingPlug().start(host)
  return {
    fhir,
    plug,
    clock,
    counted,
    told,
    call: async (path, input, patients) => {
      const parts = path.split('/')
      const caller = { actor: 'Account/1', ...(patients === undefined ? {} : { patients }), purpose: 'TREAT', trace: 't', language: 'de' }
      return plug.operation!({ carrier: 'alpha', type: parts[0], id: parts.length === 3 ? parts[1] : undefined, name: parts.at(-1)!.slice(1), caller, input })
    },
    calendar: async (id, rule = {}) => {
      await fhir.update({
        resourceType: 'Schedule',
        id,
        active: true,
        serviceType: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/service-type', code: '124' }] }],
        specialty: [{ coding: [{ system: 'http://ihe-d.de/CodeSystems/AerztlicheFachrichtungen', code: 'ALLG' }] }],
        actor: [{ reference: `Practitioner/${id}`, display: 'Dr. Beispiel' }],
        extension: [writeRule({ slotMinutes: 30, horizonDays: 7, hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '12:00' }], ...rule })],
      })
      await makeSlots(fhir, id, clock.at)
    },
    slots: (schedule) =>
      [...fhir.kept.values()]
        .filter((resource) => resource.resourceType === 'Slot' && (resource['schedule'] as { reference: string }).reference === `Schedule/${schedule}`)
        .toSorted((a, b) => (a['start'] as string).localeCompare(b['start'] as string)),
    get: (reference) => {
      const found = fhir.kept.get(reference)
      if (found === undefined) throw new Error(`${reference} is not there`)
      return found
    },
    [Symbol.asyncDispose]: async () => {
      ended.abort()
      await plug.stop()
    },
  }
}

/** An appointment as ISiK sends it to `$book`. */
export function proposed(slot: FhirResource, patient = 'erika', more: object = {}): FhirResource {
  return {
    resourceType: 'Appointment',
    status: 'proposed',
    start: slot['start'],
    end: slot['end'],
    slot: [{ reference: `Slot/${slot.id ?? ''}` }],
    participant: [{ actor: { reference: `Patient/${patient}`, display: 'Test Patient' }, status: 'accepted' }],
    ...more,
  }
}

export const parameters = (...parameter: readonly object[]): FhirResource => ({ resourceType: 'Parameters', parameter })

/** Status, code and issue type of what an operation refuses. */
export async function refused(asked: Promise<unknown>): Promise<{ status: number; code: string; type: string | undefined }> {
  try {
    await asked
  } catch (thrown) {
    if (thrown instanceof Fault) return { status: thrown.status, code: thrown.code, type: thrown.issues[0]?.type }
    throw thrown
  }
  throw new Error('nothing was refused')
}
