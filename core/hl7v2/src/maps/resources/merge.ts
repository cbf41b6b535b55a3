import type { Resource } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import type { MapContext } from '../map-context.ts'
import { unknownPerson } from '../segments/person-facts.ts'
import type { Identifier, Reference } from '../values/shapes.ts'
import { v2IdentifierTypes } from '../values/systems.ts'
import type { NamedPatient } from './patient.ts'
import { linksOf, replacementOf, survivorOf, type PatientLink } from './survivor.ts'

/** Merges the losing patient into the surviving one and returns the survivor's id. A survivor that was itself replaced stands for its own
 *  survivor; one that was replaced by the losing patient of this merge is revived: the merge turned round. Who is not known is created with
 *  their number only. Merging twice changes nothing. */
export function mergePatients(draft: Draft, surviving: NamedPatient, losing: NamedPatient, context: Pick<MapContext, 'warn'>): string {
  const survivorId = survivorOf(draft, surviving.id, losing.id)
  const keptId = survivorId === losing.id ? surviving.id : survivorId
  const kept = draft.get('Patient', keptId) ?? minimal(surviving)
  const lost = draft.get('Patient', losing.id) ?? minimal(losing)
  const before = replacementOf(lost)
  if (before !== undefined && survivorOf(draft, losing.id) === keptId) {
    rewriteReferences(draft, losing.id, keptId)
    return keptId
  }
  if (before !== undefined) {
    context.warn('MRG-1', 'The losing patient had been merged into another one before; what was moved then stays there.')
    unlink(draft, before, losing.id)
  }
  draft.put({ ...lost, active: false, link: withLink(lost, 'replaced-by', kept, 'replaces') })
  const revived = replacementOf(kept) === undefined ? kept.active : true
  draft.put({ ...kept, active: revived ?? true, link: withLink(kept, 'replaces', lost, 'replaced-by') })
  rewriteReferences(draft, losing.id, keptId)
  return keptId
}

function minimal(patient: NamedPatient): Resource {
  return { resourceType: 'Patient', id: patient.id, identifier: [...patient.identifiers], active: true, ...unknownPerson }
}

/** The link to the other patient, once; `gone` is the kind of link that no longer holds: a losing patient has one survivor and replaces
 *  nobody it is replaced by. */
function withLink(patient: Resource, type: 'replaces' | 'replaced-by', other: Resource, gone: string): PatientLink[] {
  const reference = `Patient/${other.id}`
  const kept = linksOf(patient).filter(link => {
    if (type === 'replaced-by') return link.type !== 'replaced-by' && !(link.type === gone && link.other.reference === reference)
    return link.type !== gone && !(link.type === type && link.other.reference === reference)
  })
  const known = linksOf(patient).find(link => link.type === type && link.other.reference === reference)
  return [...kept, known ?? { other: { reference, ...logical(other) }, type }]
}

/** The other patient by number too, as ISiK wants it. */
function logical(patient: Resource): Reference {
  const number = (patient.identifier as Identifier[] | undefined)?.find(({ type }) =>
    type?.coding?.some(({ system, code }) => system === v2IdentifierTypes && code === 'MR'),
  )
  return number ? { identifier: number } : {}
}

function unlink(draft: Draft, id: string, other: string): void {
  const patient = draft.get('Patient', id)
  if (patient === undefined) return
  const { link: _, ...rest } = patient
  const link = linksOf(patient).filter(({ type, other: { reference } }) => !(type === 'replaces' && reference === `Patient/${other}`))
  draft.put(link.length === 0 ? rest : { ...rest, link })
}

/** Everything that speaks of the losing patient speaks of the survivor now, so that a search under the survivor finds all. Patients keep
 *  their links: they tell who was replaced by whom. */
function rewriteReferences(draft: Draft, from: string, to: string): void {
  const [old, now] = [`Patient/${from}`, `Patient/${to}`]
  for (const resource of draft.mentioning(from)) {
    if (resource.resourceType !== 'Patient') draft.put(rewritten(resource, old, now) as Resource)
  }
}

function rewritten(value: unknown, from: string, to: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => rewritten(item, from, to))
  const result: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    result[name] = name === 'reference' && member === from ? to : rewritten(member, from, to)
  }
  return result
}
