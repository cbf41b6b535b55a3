import type { Resource } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import type { StaffMember } from '../values/staff.ts'
import type { Reference } from '../values/shapes.ts'
import { nameText } from '../values/human-name.ts'
import type { HumanName, Identifier } from '../values/shapes.ts'
import { mergedIdentifiers } from './patient.ts'

/** Lays what a message says over the Practitioner and returns the reference to it. Who has no number becomes no Practitioner: a name is
 *  not enough to tell two people apart. */
export function putPractitioner(draft: Draft, member: StaffMember): Reference {
  if (member.id === undefined || member.identifier === undefined) return member.display === undefined ? {} : { display: member.display }
  const current = draft.get('Practitioner', member.id)
  const practitioner: Resource = current ? { ...current } : { resourceType: 'Practitioner', id: member.id }
  practitioner.identifier = mergedIdentifiers(current?.identifier as Identifier[] | undefined, [member.identifier])
  practitioner.active ??= true
  if (member.name) practitioner.name = [member.name]
  draft.put(practitioner)
  const known = (practitioner.name as HumanName[] | undefined)?.[0]
  const display = member.display ?? (known && nameText(known))
  return { reference: `Practitioner/${member.id}`, ...(display === undefined ? {} : { display }) }
}
