import type { Repetition } from '../../field.ts'
import type { Message } from '../../message.ts'
import type { Segment } from '../../segment.ts'
import type { MapContext } from '../map-context.ts'
import type { MappingLine } from '../mapping-row.ts'
import { minutesOfUnit, ownPlacer, statusOfFiller } from '../values/appointment-codes.ts'
import { assigner } from '../values/assigner.ts'
import { ownEntry } from '../values/concept.ts'
import { codeable, type CodeableConcept, type Identifier } from '../values/shapes.ts'
import { staffMemberOf, type StaffMember } from '../values/staff.ts'
import { derivedSystem, v2IdentifierTypes } from '../values/systems.ts'
import { cleaned, valueOf } from '../values/text.ts'
import { hasTimeOfDay } from '../values/time.ts'

/** What a message says of an appointment; what it does not say is undefined. */
export interface AppointmentFacts {
  /** The Appointment's own id, where we are the placer. */
  readonly own: string | undefined
  /** The number of who asked for it, where that is somebody else, and of who keeps the calendar. */
  readonly placer: (Identifier & { system: string; value: string }) | undefined
  readonly filler: (Identifier & { system: string; value: string }) | undefined
  readonly reason: CodeableConcept | undefined
  readonly purpose: CodeableConcept | undefined
  readonly type: CodeableConcept | undefined
  readonly start: string | undefined
  readonly end: string | undefined
  readonly minutes: number | undefined
  readonly status: string | undefined
  readonly changedBy: StaffMember | undefined
  /** The change is named as ours (SCH-16 or SCH-20): what we sent comes back. */
  readonly byUs: boolean
  readonly comment: string | undefined
}

export const schLines: readonly MappingLine[] = [
  { from: 'SCH-1', to: 'Appointment.id, .identifier (PLAC)', note: `assigned by ${ownPlacer}: the Appointment itself; any other: an identifier of the assigner’s system, else the channel’s placer system` },
  { from: 'SCH-2', to: 'Appointment.id, .identifier (FILL)', note: 'the assigner’s system, else the channel’s filler system' },
  { from: 'SCH-6', to: 'Appointment.cancelationReason', note: 'where the message cancels' },
  { from: 'SCH-7', to: 'Appointment.reasonCode, .description' },
  { from: 'SCH-8', to: 'Appointment.appointmentType' },
  { from: 'SCH-9, SCH-10', to: 'Appointment.minutesDuration' },
  { from: 'SCH-11.4, TQ1-7, AIS-4', to: 'Appointment.start', note: 'the first that is sent' },
  { from: 'SCH-11.5, TQ1-8', to: 'Appointment.end', note: 'else the start and the duration' },
  { from: 'SCH-16, SCH-20', to: 'Appointment.extension(changed-by)', note: 'who moved, changed or cancelled it; the sending application where nobody is named' },
  { from: 'SCH-25', to: 'Appointment.status', note: 'of messages that neither book nor cancel' },
  { from: 'NTE-3', to: 'Appointment.comment' },
  { from: 'AIS-3', to: 'Appointment.serviceType' },
  { from: 'PID-5', to: 'Appointment.participant(Patient).actor.display' },
  { from: 'AIP-3', to: 'Appointment.participant(Practitioner)', note: 'with a number; a name alone becomes the display' },
  { from: 'AIL-3', to: 'Appointment.participant(Location)' },
  { from: 'AIG-3', to: 'Appointment.participant.actor.display' },
]

export function appointmentFactsOf(sch: Segment, message: Message, context: MapContext): AppointmentFacts {
  const [placerId, placerName] = [sch.text('1.1'), sch.text('1.2')].map((value) => (value === undefined ? undefined : cleaned(value)))
  const isOwn = placerName?.toUpperCase() === ownPlacer && placerId !== undefined && /^[A-Za-z0-9.-]{1,64}$/.test(placerId)
  const { caseSystem, placerSystem, fillerSystem } = context.settings
  const start = startOf(sch, message, context)
  const minutes = minutesOf(sch)
  const end = start === undefined ? undefined : (timeOf(context, ['SCH-11.5', sch.text('11.5')], ['TQ1-8', message.text('TQ1-8')]) ?? after(start, minutes))
  const status = sch.text('25.1')
  const comments = message.all('NTE').flatMap((nte) => nte.field(3).repetitions.map(({ text }) => cleaned(text))).filter((text) => text !== undefined)
  return {
    own: isOwn ? placerId : undefined,
    placer: isOwn ? undefined : numberOf(sch, 1, 'PLAC', placerSystem ?? derivedSystem(caseSystem, 'placer'), context),
    filler: numberOf(sch, 2, 'FILL', fillerSystem ?? derivedSystem(caseSystem, 'filler'), context),
    reason: conceptAt(sch, 6),
    purpose: conceptAt(sch, 7),
    type: conceptAt(sch, 8),
    start,
    end: end !== undefined && start !== undefined && Date.parse(end) < Date.parse(start) ? start : end,
    minutes,
    status: status === undefined ? undefined : ownEntry(statusOfFiller, status.trim().toUpperCase()),
    ...byWhom(sch, context),
    comment: comments.length === 0 ? undefined : comments.join('\n'),
  }
}

function numberOf(sch: Segment, field: number, type: string, system: string, { settings }: MapContext): AppointmentFacts['filler'] {
  const repetition = sch.field(field).repetitions[0]
  const value = valueOf(repetition, 1)
  if (value === undefined) return undefined
  const by = assigner(valueOf(repetition, 2), valueOf(repetition, 3), valueOf(repetition, 4))
  const named = by.name === undefined ? undefined : ownEntry(settings.assigners ?? {}, by.name)
  return { type: codeable(v2IdentifierTypes, type), system: by.system ?? named ?? system, value, ...(by.name === undefined ? {} : { assigner: { display: by.name } }) }
}

function startOf(sch: Segment, message: Message, context: MapContext): string | undefined {
  return timeOf(context, ['SCH-11.4', sch.text('11.4')], ['TQ1-7', message.text('TQ1-7')], ['AIS-4', message.text('AIS-4')], ['AIP-6', message.text('AIP-6')], ['AIL-6', message.text('AIL-6')])
}

/** The first that is a time of day. */
function timeOf(context: MapContext, ...sent: readonly (readonly [at: string, value: string | undefined])[]): string | undefined {
  for (const [at, value] of sent) {
    const text = value === undefined ? undefined : cleaned(value)
    if (text === undefined) continue
    const time = hasTimeOfDay(text) ? context.dateTime(at, text) : undefined
    if (time !== undefined && time.length > 10) return time
    context.warn(at, `${at} is no time of an appointment; it was left out.`)
  }
  return undefined
}

function minutesOf(sch: Segment): number | undefined {
  const sent = Number(sch.text('9') ?? '')
  const unit = ownEntry(minutesOfUnit, (sch.text('10') ?? 'min').trim().toUpperCase()) ?? 1
  const minutes = Math.round(sent * unit)
  return Number.isSafeInteger(minutes) && minutes > 0 && minutes <= 525_600 ? minutes : undefined
}

function after(start: string, minutes: number | undefined): string {
  if (minutes === undefined) return start
  const offset = /[+-]\d\d:\d\d$/.exec(start)?.[0] ?? 'Z'
  const shift = offset === 'Z' ? 0 : (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)))
  return `${new Date(Date.parse(start) + (minutes + shift) * 60_000).toISOString().slice(0, 19)}${offset}`
}

export function conceptAt(segment: Segment, field: number): CodeableConcept | undefined {
  return freeConceptOf(segment.field(field).repetitions[0])
}

/** A CE whose codes are the sender's own: the code where its table says whose it is, and the text. */
export function freeConceptOf(repetition: Repetition | undefined): CodeableConcept | undefined {
  const code = valueOf(repetition, 1)
  const text = valueOf(repetition, 2) ?? valueOf(repetition, 5)
  const table = /^HL7(\d{4})$/.exec(valueOf(repetition, 3) ?? '')?.[1]
  if (code === undefined) return text === undefined ? undefined : { text }
  const coding = table === undefined ? { code } : { system: `http://terminology.hl7.org/CodeSystem/v2-${table}`, code }
  return { coding: [coding], text: text ?? code }
}

function byWhom(sch: Segment, context: MapContext): Pick<AppointmentFacts, 'changedBy' | 'byUs'> {
  const byUs = sch.text('16.1') === ownPlacer || (sch.text('16.1') === undefined && sch.text('20.1') === ownPlacer)
  return { byUs, changedBy: byUs ? undefined : (staffAt(sch, 16, context) ?? staffAt(sch, 20, context)) }
}

function staffAt(sch: Segment, field: number, context: MapContext): StaffMember | undefined {
  const repetition = sch.field(field).repetitions[0]
  return repetition === undefined ? undefined : staffMemberOf(repetition, context)
}
