import type { Message } from '../message.ts'
import { readMergeEvent } from './adt-merge.ts'
import { readPersonEvent } from './adt-person.ts'
import { readVisitEvent, visitRules } from './adt-visit.ts'
import type { MapResult, MapSettings, MapState, Needs } from './contract.ts'
import { Draft } from './draft.ts'
import { readAppointmentEvent, siuEvents } from './siu-read.ts'
import { unmappable, type EventReading, type Family, type Unmappable } from './event-reading.ts'
import { MapContext } from './map-context.ts'

const families: ReadonlyMap<string, Family> = new Map<string, Family>([
  ...visitRules.map((rule): [string, Family] => [`ADT^${rule.event}`, (message, context) => readVisitEvent(rule, message, context)]),
  ['ADT^A28', readPersonEvent],
  ['ADT^A31', readPersonEvent],
  ['ADT^A40', readMergeEvent],
  ['ADT^A34', readMergeEvent],
  ['ADT^A18', readMergeEvent],
  ...siuEvents.map((event): [string, Family] => [`SIU^${event}`, (message, context) => readAppointmentEvent(event, message, context)]),
])

/** The message types that are mapped, such as `ADT^A01`. */
export const mappedTypes: readonly string[] = [...families.keys()]

/** What has to be loaded before `map` may run; nothing for a message that cannot be mapped. Fault: hl7v2/zone. */
export function needs(message: Message, settings: MapSettings): Needs {
  const reading = read(message, settings)
  return 'kind' in reading ? { read: [], mentioning: [] } : reading.needs
}

/** Lays a message over the current resources. Pure: the same message, settings and state give the same result.
 *  Unmappable: hl7v2/unsupported-type, hl7v2/no-patient-number, hl7v2/no-merge-number, hl7v2/merge-with-itself,
 *  hl7v2/no-appointment-number. Wrong dates and codes
 *  never make a message unmappable: they are left out with a warning. Fault: hl7v2/zone. */
export function map(message: Message, settings: MapSettings, state: MapState): MapResult {
  const reading = read(message, settings)
  if ('kind' in reading) return reading
  const draft = new Draft(state)
  const warnings = reading.warnings.length
  const patients = reading.apply(draft)
  const result: MapResult = { kind: 'mapped', writes: draft.writes(), patients, warnings: [...reading.warnings] }
  // The reading may be used again: what this run found doubtful in the state is not the message's.
  ;(reading.warnings as unknown[]).length = warnings
  return result
}

// `needs` and `map` read the same message one after the other; a reading depends on nothing else, and goes with its message.
const readings = new WeakMap<Message, { readonly settings: MapSettings; readonly reading: EventReading | Unmappable }>()

function read(message: Message, settings: MapSettings): EventReading | Unmappable {
  const known = readings.get(message)
  if (known?.settings === settings) return known.reading
  const reading = readAnew(message, settings)
  readings.set(message, { settings, reading })
  return reading
}

function readAnew(message: Message, settings: MapSettings): EventReading | Unmappable {
  const family = families.get(message.type)
  return family
    ? family(message, new MapContext(settings, message.text('MSH-4')))
    : unmappable('hl7v2/unsupported-type', 'Messages of this type are not mapped; the message is kept.')
}
