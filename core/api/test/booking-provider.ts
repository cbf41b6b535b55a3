import assert from 'node:assert/strict'
import type { BookingProvider } from '@steckwerk/api'
import { Fault } from '@steckwerk/kernel'
import { put, type Setting } from './setting.ts'

interface Slot { readonly id: string; readonly start: string; readonly end: string; readonly status: string }
interface Extension { readonly url: string; readonly valueDateTime?: string; readonly valueReference?: object }
interface Appointment { readonly id: string; readonly status: string; readonly slot?: readonly { readonly reference: string }[]; readonly extension?: readonly Extension[] }

const offerExpires = 'urn:steckwerk:extension:offer-expires'

/** A small provider of appointments that keeps real Slots and Appointments in the store, by the FHIR interface alone. */
export function smallProvider(): { readonly provider: BookingProvider; open(setting: Pick<Setting, 'call'>): void; readonly calls: string[] } {
  let call: Setting['call'] | undefined
  const calls: string[] = []
  const read = async <T>(carrier: string, path: string): Promise<T> => (await (await call!(`/fhir/${carrier}/${path}`)).json()) as T
  const write = async (carrier: string, resource: { readonly resourceType: string; readonly id: string }): Promise<void> => {
    const answer = await call!(`/fhir/${carrier}/${resource.resourceType}/${resource.id}`, put(resource))
    assert.ok(answer.ok, await answer.clone().text())
  }
  const free = async (carrier: string, appointment: Appointment): Promise<void> => {
    const slot = await read<Slot & { resourceType: string }>(carrier, appointment.slot![0]!.reference)
    await write(carrier, { ...slot, status: 'free' } as never)
  }
  const cancel = async (carrier: string, id: string, reason: unknown): Promise<Appointment> => {
    const before = await read<Appointment>(carrier, `Appointment/${id}`)
    const after = { ...before, status: 'cancelled', cancelationReason: reason }
    await write(carrier, after as never)
    if (before.slot !== undefined) await free(carrier, before)
    return after
  }
  return {
    calls,
    open: (setting) => {
      call = setting.call
    },
    provider: {
      find: async (carrier) => (carrier === 'alpha' ? {} : undefined),
      call: async (carrier, { name, id, input, caller }) => {
        calls.push(`${name} ${String(caller.patients?.length)} ${caller.purpose}`)
        const parameter = (input['parameter'] ?? []) as { name: string; resource?: Record<string, unknown>; valueUri?: string; valueString?: string; valueReference?: object }[]
        if (name === 'cancel') return { status: 200, resource: await cancel(carrier, id!, { coding: [{ code: 'pat' }], text: parameter.find((one) => one.name === 'comment')?.valueString }) as never }
        if (name === 'accept' || name === 'decline') {
          const { slot, extension = [], ...offered } = await read<Appointment>(carrier, `Appointment/${id!}`)
          if (Date.parse(extension.find(({ url }) => url === offerExpires)?.valueDateTime ?? '') <= Date.now()) throw new Fault('unprocessable', 'scheduling/offer-expired', 'Over.')
          const others = extension.filter(({ url }) => url !== offerExpires)
          const { start: _, end: __, ...waiting } = offered as Appointment & { start?: string; end?: string }
          const after = name === 'accept'
            ? { ...offered, slot, status: 'booked' } : { ...waiting, status: 'waitlist', extension: [...others, { url: 'urn:steckwerk:extension:offer-passed', valueReference: slot![0]! }] }
          await write(carrier, after as never)
          return { status: 200, resource: after as never }
        }
        const wanted = parameter.find((one) => one.name === 'appt-resource')!.resource as unknown as Appointment
        if (name === 'wait') {
          const calendars = parameter.flatMap((one) => (one.name === 'schedule' ? [{ url: 'urn:steckwerk:extension:waits-for', valueReference: one.valueReference! }] : []))
          const made = { ...wanted, id: `w-${calls.length}`, status: 'waitlist', created: new Date().toISOString(), extension: [...(wanted.extension ?? []), ...calendars] }
          await write(carrier, made as never)
          return { status: 201, resource: made as never }
        }
        const slot = await read<Slot>(carrier, wanted.slot![0]!.reference)
        if (slot.status !== 'free') throw new Fault('unprocessable', 'scheduling/slot-taken', 'Taken.')
        if (slot.start.includes('T05:')) throw new Fault('unprocessable', 'scheduling/rule', 'Not bookable.')
        const moved = parameter.find((one) => one.name === 'cancelled-appt-id')?.valueUri?.split('/').at(-1)
        if (moved !== undefined) await cancel(carrier, moved, { coding: [{ code: 'pat' }] })
        await write(carrier, { ...slot, status: 'busy' } as never)
        const made = {
          ...wanted, id: `a-${slot.id}`, status: 'booked',
          ...(moved === undefined ? {} : { extension: [{ url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces', valueReference: { reference: `Appointment/${moved}` } }] }),
        }
        await write(carrier, made as never)
        return { status: 201, resource: made as never }
      },
    },
  }
}

/** The first Monday from two days on, at an hour of UTC. */
export function nextMonday(hour: number, weeks = 0): string {
  const day = new Date(Date.now() + (2 + 7 * weeks) * 86_400_000)
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1)
  day.setUTCHours(hour, 0, 0, 0)
  return day.toISOString()
}

/** A dermatology at alpha with one calendar and a slot at each hour given. */
export async function openDermatology(setting: Pick<Setting, 'call'>, hours: readonly number[]): Promise<void> {
  const write = async (resource: { readonly resourceType: string; readonly id: string; readonly [more: string]: unknown }): Promise<void> => {
    const answer = await setting.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))
    assert.ok(answer.ok, await answer.clone().text())
  }
  await write({ resourceType: 'Location', id: 'mitte', name: 'Klinikum Mitte', address: { line: ['Lindenweg 3'], postalCode: '48143', city: 'Münster' }, telecom: [{ system: 'phone', value: '0251 1234' }] })
  await write({
    resourceType: 'HealthcareService', id: 'derma', active: true, name: 'Hautsprechstunde', specialty: [{ text: 'Dermatologie' }], location: [{ reference: 'Location/mitte' }],
    serviceProvisionCode: [{ coding: [{ code: 'free' }] }], eligibility: [{ comment: 'Die Krankenkasse zahlt.' }], extraDetails: 'Bringen Sie Ihre Versichertenkarte mit.',
  })
  await write({ resourceType: 'Schedule', id: 'cal', active: true, actor: [{ reference: 'HealthcareService/derma' }] })
  for (const hour of hours) {
    const start = nextMonday(hour)
    await write({ resourceType: 'Slot', id: `s${hour}`, schedule: { reference: 'Schedule/cal' }, status: 'free', start, end: new Date(Date.parse(start) + 1_800_000).toISOString() })
  }
}
