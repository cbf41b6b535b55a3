import type { Repetition } from '../../field.ts'
import type { MapContext } from '../map-context.ts'
import { assignerOf } from './assigner.ts'
import { lanrValid } from '@steckwerk/fhir'
import { isEfn } from './number-formats.ts'
import { ownEntry } from './concept.ts'
import { staffNameOf, nameText } from './human-name.ts'
import { codeable, type BusinessNumber, type HumanName, type Identifier } from './shapes.ts'
import { derivedSystem, efnSystem, lanrSystem, v2IdentifierTypes } from './systems.ts'
import { valueOf } from './text.ts'

/** Someone of the staff, or a referring physician. */
export interface StaffMember {
  /** Undefined where only a name was sent: then there is no Practitioner. */
  readonly id: string | undefined
  readonly identifier: Identifier | undefined
  readonly name: HumanName | undefined
  readonly display: string | undefined
}

/** An XCN. A physician's number (LANR, by check digit) or chamber number (EFN) is nationwide; any other number is the house's own, of the
 *  system `<patient system>#staff`, or of its assigner's. */
export function staffMemberOf(repetition: Repetition, context: MapContext): StaffMember | undefined {
  const name = staffNameOf(repetition)
  const value = valueOf(repetition, 1)
  if (value === undefined) return name && { id: undefined, identifier: undefined, name, display: nameText(name) }
  const identifier = identifierOf(value, repetition, context)
  return {
    id: context.id('Practitioner', identifier.system!, value),
    identifier,
    name,
    display: name && nameText(name),
  }
}

function identifierOf(value: string, repetition: Repetition, { settings }: MapContext): Identifier & Partial<BusinessNumber> {
  if (lanrValid(value)) return { type: codeable(v2IdentifierTypes, 'LANR'), system: lanrSystem, value }
  if (isEfn(value)) return { type: codeable(v2IdentifierTypes, 'DN'), system: efnSystem, value }
  const assigner = assignerOf(repetition, 9)
  const named = assigner.name === undefined ? undefined : ownEntry(settings.assigners ?? {}, assigner.name)
  return { system: assigner.system ?? named ?? derivedSystem(settings.patientSystem, 'staff'), value }
}
