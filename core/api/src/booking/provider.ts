import { Fault } from '@steckwerk/kernel'
import type { FhirResource, OperationAnswer, OperationCaller } from '@steckwerk/plug'

/** Where a carrier's provider of appointments is reached: a part of the plugboard's OperationSocket. */
export interface BookingProvider {
  /** undefined = the carrier has no provider with this operation. */
  find(carrier: string, type: string, level: 'type' | 'instance', name: string): Promise<unknown>
  call(carrier: string, request: {
    readonly type: string; readonly level: 'type' | 'instance'; readonly name: string; readonly id?: string; readonly caller: OperationCaller; readonly input: FhirResource
  }): Promise<OperationAnswer>
}

/** For a hub without any service: nothing can be booked. */
export const noProvider: BookingProvider = {
  find: async () => undefined,
  call: async () => {
    throw new Fault('not-found', 'api/booking-none', 'This hospital takes no bookings here.')
  },
}

export const takesBookings = async (provider: BookingProvider, carrier: string): Promise<boolean> => (await provider.find(carrier, 'Appointment', 'type', 'book')) !== undefined
export const takesCancellations = async (provider: BookingProvider, carrier: string): Promise<boolean> => (await provider.find(carrier, 'Appointment', 'instance', 'cancel')) !== undefined

/** Whether one can wait there, and answer what is offered then. */
export async function takesWaiting(provider: BookingProvider, carrier: string): Promise<boolean> {
  const found = await Promise.all([provider.find(carrier, 'Appointment', 'type', 'wait'), takesAnswers(provider, carrier)])
  return found.every((one) => one !== undefined && one !== false)
}
export async function takesAnswers(provider: BookingProvider, carrier: string): Promise<boolean> {
  const found = await Promise.all(['accept', 'decline'].map((name) => provider.find(carrier, 'Appointment', 'instance', name)))
  return found.every((one) => one !== undefined)
}

/** The Appointment of an answer, bare or among Parameters or in a Bundle; undefined where there is none. */
export function appointmentOf(resource: FhirResource | undefined): FhirResource | undefined {
  if (resource?.resourceType === 'Appointment') return resource
  const parts = [...((resource?.['parameter'] ?? []) as { resource?: FhirResource }[]), ...((resource?.['entry'] ?? []) as { resource?: FhirResource }[])]
  return parts.map((part) => part.resource).find((one) => one?.resourceType === 'Appointment' && one['status'] !== 'cancelled')
}
