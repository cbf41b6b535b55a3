import type { Claim } from './claim.ts'
import { tidy, without, type Appointment, type Participant, type Stored } from './resources.ts'
import { vocabulary } from './vocabulary.ts'

export interface Completion {
  readonly status: 'booked' | 'pending'
  readonly id: string
  readonly created: string
  /** Asked for from outside the house: by a patient, in the portal. */
  readonly isExternal: boolean
  /** The appointment that this one takes the place of. */
  readonly replaces: string | undefined
}

/** An appointment as it is written: with its slots, and with what ISiK asks for and the calendar knows (service, specialty, names of participants). */
export function completed(appointment: Appointment, claim: Claim, names: ReadonlyMap<string, string>, how: Completion): Stored<Appointment> {
  const { schedule } = claim
  const tags = (appointment.meta?.tag ?? []) as readonly { system?: string; code?: string }[]
  const isTagged = tags.some(({ system, code }) => system === vocabulary.metaTag && code === 'external')
  const tag = how.isExternal && !isTagged ? [...tags, { system: vocabulary.metaTag, code: 'external' }] : tags
  const profile = appointment.meta?.profile
  // Only what was cancelled has a reason for it (R4 app-4).
  const { cancelationReason: _, ...rest } = appointment
  return tidy({
    ...rest,
    id: how.id,
    meta: { ...(profile === undefined ? {} : { profile }), ...(tag.length === 0 ? {} : { tag }) },
    extension: [
      ...without(appointment.extension, vocabulary.replaces, vocabulary.cancelledBy, vocabulary.offerExpires),
      ...(how.replaces === undefined ? [] : [{ url: vocabulary.replaces, valueReference: { reference: `Appointment/${how.replaces}` } }]),
    ],
    status: how.status,
    serviceType: appointment.serviceType ?? schedule.serviceType ?? [],
    specialty: appointment.specialty ?? schedule.specialty ?? [],
    slot: claim.slots.map(({ id }) => ({ reference: `Slot/${id}` })),
    created: appointment.created ?? how.created,
    participant: [
      ...appointment.participant.map((participant) => named(participant, names)),
      ...(schedule.actor ?? [])
        .filter(({ reference }) => reference !== undefined && !appointment.participant.some(({ actor }) => actor?.reference === reference))
        .map((actor): Participant => ({ actor, status: how.status === 'booked' ? 'accepted' : 'needs-action' })),
    ],
  })
}

function named(participant: Participant, names: ReadonlyMap<string, string>): Participant {
  const { actor } = participant
  const name = names.get(actor?.reference ?? '')
  return actor === undefined || actor.display !== undefined || name === undefined ? participant : { ...participant, actor: { ...actor, display: name } }
}
