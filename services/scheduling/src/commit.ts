import { Fault } from '@steckwerk/kernel'
import type { FhirBundleEntry, FhirClient } from '@steckwerk/plug'
import { etag } from './make-slots.ts'
import { slotTaken } from './refusal.ts'
import { isSlot, slotIds, tidy, type Appointment, type SlotStatus, type Slot, type Stored } from './resources.ts'
import { statusOf } from './slot-plan.ts'

const attempts = 5

/** What is written together, or not at all. */
export interface Change {
  /** Already stored ones carry their versionId and are written over that version only; others are new. */
  readonly appointments: readonly Stored<Appointment>[]
  readonly take: readonly Stored<Slot>[]
  readonly takenAs: SlotStatus
  readonly free: readonly Stored<Slot>[]
}

/** Builds a change from what is read at the moment and writes it in one transaction, each part over the version seen. Where somebody was faster it is
 *  built anew, which then says what is wrong now. Faults: scheduling/slot-taken, and those of `build`. */
export async function commit<C extends Change>(fhir: FhirClient, build: () => Promise<C>): Promise<C> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const change = await build()
    const entry = entries(change)
    if (entry.length === 0) return change
    try {
      await fhir.transaction({ resourceType: 'Bundle', type: 'transaction', entry })
      return change
    } catch (thrown) {
      if (!(thrown instanceof Fault) || (thrown.kind !== 'conflict' && thrown.kind !== 'precondition')) throw thrown
    }
  }
  throw slotTaken()
}

function entries({ appointments, take, takenAs, free }: Change): readonly FhirBundleEntry[] {
  const taken = new Set(take.map(({ id }) => id))
  return [
    ...take.map((slot) => put({ ...statusOf(slot, true), status: takenAs })),
    ...free.filter(({ id }) => !taken.has(id)).map((slot) => put(statusOf(slot, true))),
    ...appointments.map((appointment) => put(tidy(appointment))),
  ]
}

function put(resource: Stored<Slot> | Stored<Appointment>): FhirBundleEntry {
  const isStored = resource.meta?.versionId !== undefined
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}`, ...(isStored ? { ifMatch: etag(resource) } : {}) } }
}

/** The slots that an appointment holds and that nobody else does: to be freed with it. */
export async function heldSlots(fhir: FhirClient, appointment: Stored<Appointment>, base: string): Promise<readonly Stored<Slot>[]> {
  const slots = (await Promise.all(slotIds(appointment, base).map(async (id) => fhir.read('Slot', id)))).filter(isSlot)
  const held = slots.filter(({ status }) => status === 'busy' || status === 'busy-tentative')
  const others = await Promise.all(held.map(async ({ id }) => fhir.all('Appointment', [['slot', `Slot/${id}`], ['status', holdingStatuses.join(',')]])))
  return held.filter((_, at) => others[at]!.every(({ id }) => id === appointment.id))
}

/** Appointments of these statuses hold their slots. */
export const holdingStatuses = ['pending', 'booked', 'arrived', 'fulfilled', 'checked-in'] as const
