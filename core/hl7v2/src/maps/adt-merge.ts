import type { ResourceKey } from '@steckwerk/fhir'
import type { Message } from '../message.ts'
import type { Segment } from '../segment.ts'
import { applyPerson } from './adt-person.ts'
import type { Draft } from './draft.ts'
import { noPatientNumber, unmappable, type EventReading, type Unmappable } from './event-reading.ts'
import type { MapContext } from './map-context.ts'
import { namedPatient, personKeys, readPerson, type PersonReading } from './message-reading.ts'
import type { MappingLine } from './mapping-row.ts'
import { mergePatients } from './resources/merge.ts'
import type { NamedPatient } from './resources/patient.ts'

export const mergeLines: readonly MappingLine[] = [
  { from: 'MRG-1', to: 'Patient.active, .link (replaced-by)', note: 'the losing patient; the number is chosen as in PID-3' },
  { from: 'PID-3', to: 'Patient.link (replaces)', note: 'the surviving patient; PID is laid over it' },
  {
    from: 'MRG-1',
    to: 'every reference to the losing Patient',
    note: 'rewritten to the surviving one: docs/decisions/0005-merge-rewrites-references.md',
  },
]

interface Merge {
  readonly person: PersonReading
  readonly losing: NamedPatient
}

/** A40 merges patients (A34 and A18 are its forerunners): one PID and MRG a pair, several pairs in one message. */
export function readMergeEvent(message: Message, context: MapContext): EventReading | Unmappable {
  const merges: Merge[] = []
  let wrong: Unmappable | undefined
  for (const { pid, mrg } of pairs(message.segments)) {
    const merge = readMerge(pid, mrg, context)
    if ('kind' in merge) wrong ??= merge
    else merges.push(merge)
  }
  if (merges.length === 0) return wrong ?? noPatientNumber()
  if (wrong) context.warn('MRG', 'One of several merges could not be read; it was left out.')
  const keys: ResourceKey[] = []
  for (const { person, losing } of merges) {
    personKeys(person, keys)
    keys.push({ type: 'Patient', id: losing.id })
  }
  return {
    needs: { read: keys, mentioning: [...new Set(merges.map(({ losing }) => losing.id))] },
    patients: [...new Set(merges.flatMap(({ person, losing }) => [person.patient.id, losing.id]))],
    warnings: context.warnings,
    apply: draft => applyMerges(draft, merges, context),
  }
}

function applyMerges(draft: Draft, merges: readonly Merge[], context: MapContext): readonly string[] {
  const patients = new Set<string>()
  for (const { person, losing } of merges) {
    const surviving = mergePatients(draft, person.patient, losing, context)
    applyPerson(draft, person, context)
    for (const id of [person.patient.id, losing.id, surviving]) patients.add(id)
  }
  return [...patients]
}

interface Pair {
  readonly pid: Segment
  mrg: Segment | undefined
}

function pairs(segments: readonly Segment[]): Pair[] {
  const found: Pair[] = []
  for (const segment of segments) {
    if (segment.name === 'PID') found.push({ pid: segment, mrg: undefined })
    const last = found.at(-1)
    if (segment.name === 'MRG' && last) last.mrg ??= segment
  }
  return found
}

function readMerge(pid: Segment, mrg: Segment | undefined, context: MapContext): Merge | Unmappable {
  const patient = namedPatient(pid, 3, context)
  if (patient === undefined) return noPatientNumber()
  const losing = namedPatient(mrg, 1, context)
  if (losing === undefined)
    return unmappable('hl7v2/no-merge-number', 'The merge names no losing patient: MRG-1 is absent or empty.', [patient.id])
  if (losing.id === patient.id) return unmappable('hl7v2/merge-with-itself', 'The merge names the same patient twice.', [patient.id])
  return { person: readPerson(pid, patient, [], [], context), losing }
}
