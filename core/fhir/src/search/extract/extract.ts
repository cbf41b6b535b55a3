import type { Resource } from '../../resource.ts'
import { leadingDateOf } from '../leading.ts'
import type { Extracted } from '../types.ts'
import { extractorOf } from './extractor.ts'
import { emptySink, type Sink } from './sink.ts'
import { visit } from './walk.ts'

const patientReference = /^Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/

/** Collects the ids of Patients from every `reference` member below. By Object.values: for-in over the many shapes of
 *  resources costs five times as much, half of the whole extraction. */
function mentions(value: object, found: Set<string>): void {
  if (!Array.isArray(value)) {
    const { reference } = value as { reference?: unknown }
    if (typeof reference === 'string' && reference.startsWith('Patient/')) {
      const id = patientReference.exec(reference)?.[1]
      if (id !== undefined) found.add(id)
    }
  }
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const member of members) if (typeof member === 'object' && member !== null) mentions(member, found)
}

/** A Patient is its own; any other belongs to the first Patient of its `patient` parameter, or of its `subject`. */
function patientOf(resource: Resource, sink: Sink): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id
  let subject: string | undefined
  for (const reference of sink.references) {
    if (reference.type !== 'Patient') continue
    if (reference.param === 'patient') return reference.id
    if (reference.param === 'subject') subject ??= reference.id
  }
  return subject
}

/** Takes out everything a resource is found by, in one walk along the compiled search parameters of its type.
 *  Hands over every value as it stands; duplicates are possible. Dates without zone count as UTC.
 *  A value of a wrong JSON type is passed over; an unknown resource type gives nothing.
 *  Source: FHIR R4 search.html; the expressions of R4's SearchParameters. */
export function extract(resource: Resource): Extracted {
  const type = resource.resourceType
  const sink = emptySink(resource)
  const { root, presences } = extractorOf(type)
  const code = visit(root, resource, sink)
  for (const { param, keys } of presences) {
    const present = keys.some(key => resource[key] !== undefined && resource[key] !== false)
    sink.tokens.push({ param, system: undefined, code: present ? 'true' : 'false' })
  }
  const leadingParam = leadingDateOf(type)
  const lead = sink.dates.find(date => date.param === leadingParam)
  const mentioned = new Set<string>()
  mentions(resource, mentioned)
  return {
    tokens: sink.tokens,
    references: sink.references,
    strings: sink.strings,
    dates: sink.dates,
    uris: sink.uris,
    typed: sink.typed,
    identified: sink.identified,
    numbers: sink.numbers,
    composites: sink.composites,
    position: sink.position,
    leading: lead === undefined ? undefined : { low: lead.low, high: lead.high },
    patient: patientOf(resource, sink),
    mentionedPatients: [...mentioned],
    code,
  }
}
