import { addressOf } from '../values/address.ts'
import { assignerOf } from '../values/assigner.ts'
import { ownEntry } from '../values/concept.ts'
import { namesOf } from '../values/human-name.ts'
import type { Address, BusinessNumber, CodeableConcept, ContactPoint, HumanName } from '../values/shapes.ts'
import { derivedSystem } from '../values/systems.ts'
import { contactOf } from '../values/telecom.ts'
import { valueOf } from '../values/text.ts'
import { genders, relationships, relationshipSystem } from '../tables/person-codes.ts'
import type { Field } from '../../field.ts'
import type { Segment } from '../../segment.ts'
import type { MapContext } from '../map-context.ts'
import { readRows, type MappingRow } from '../mapping-row.ts'

/** What one NK1 says of a relative or contact. undefined: nothing (unchanged), null: delete. */
export interface RelativeFacts {
  /** NK1-1, else the place in the message. */
  key: string
  number: BusinessNumber | undefined
  name: HumanName | null | undefined
  relationships: CodeableConcept[] | null | undefined
  address: Address[] | null | undefined
  home: ContactPoint[] | null | undefined
  work: ContactPoint[] | null | undefined
  start: string | null | undefined
  end: string | null | undefined
  gender: string | undefined
  birthDate: string | null | undefined
}

export const nk1Rows: readonly MappingRow<RelativeFacts>[] = [
  {
    field: 1,
    lines: [
      {
        from: 'NK1-1',
        to: 'RelatedPerson.id',
        note: 'with the patient number; without it the segment’s place in the message; NK1-33 goes before it',
      },
    ],
    read(field, facts) {
      facts.key = valueOf(field.repetitions[0], 1) ?? facts.key
    },
  },
  {
    field: 2,
    lines: [{ from: 'NK1-2', to: 'RelatedPerson.name', note: 'one name, as PID-5; `""` deactivates' }],
    read(field, facts) {
      if (field.isNull) return void (facts.name = null)
      const names = namesOf(field.repetitions)
      facts.name = names.find(name => name.use === 'official') ?? names[0]
    },
  },
  {
    field: 3,
    lines: [{ from: 'NK1-3', to: 'RelatedPerson.relationship[0]', note: 'v3-RoleCode from HL7 table 0063, else text' }],
    read(field, facts) {
      if (field.isNull) return void (facts.relationships = null)
      const concept = relationshipOf(field)
      if (concept) facts.relationships = [concept]
    },
  },
  {
    field: 4,
    lines: [{ from: 'NK1-4', to: 'RelatedPerson.address', note: 'as PID-11' }],
    read(field, facts) {
      if (field.isNull) return void (facts.address = null)
      const addresses = field.repetitions.map(addressOf).filter(address => address !== undefined)
      if (addresses.length > 0) facts.address = addresses
    },
  },
  {
    field: 5,
    lines: [{ from: 'NK1-5', to: 'RelatedPerson.telecom', note: 'as PID-13' }],
    read(field, facts, context) {
      facts.home = contactsOf(field, 'home', context)
    },
  },
  {
    field: 6,
    lines: [{ from: 'NK1-6', to: 'RelatedPerson.telecom', note: 'as PID-14' }],
    read(field, facts, context) {
      facts.work = contactsOf(field, 'work', context)
    },
  },
  {
    field: 7,
    lines: [{ from: 'NK1-7', to: 'RelatedPerson.relationship', note: 'v2-0131: C emergency contact, N next of kin, E employer, …' }],
    read(field, facts) {
      const role = valueOf(field.repetitions[0], 1)?.toUpperCase()
      if (role === undefined || !contactRoles.has(role)) return
      facts.relationships = [
        ...(facts.relationships ?? []),
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: role }] },
      ]
    },
  },
  {
    field: 8,
    lines: [{ from: 'NK1-8', to: 'RelatedPerson.period.start' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      facts.start = field.isNull ? null : sent === undefined ? undefined : context.date('NK1-8', sent)
    },
  },
  {
    field: 9,
    lines: [{ from: 'NK1-9', to: 'RelatedPerson.period.end' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      facts.end = field.isNull ? null : sent === undefined ? undefined : context.date('NK1-9', sent)
    },
  },
  {
    field: 15,
    lines: [{ from: 'NK1-15', to: 'RelatedPerson.gender', note: 'male, female and unknown only' }],
    read(field, facts) {
      const found = ownEntry(genders, valueOf(field.repetitions[0], 1)?.toUpperCase() ?? '')
      if (found && found.official === undefined) facts.gender = found.gender
    },
  },
  {
    field: 16,
    lines: [{ from: 'NK1-16', to: 'RelatedPerson.birthDate' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      facts.birthDate = field.isNull ? null : sent === undefined ? undefined : context.date('NK1-16', sent)
    },
  },
  {
    field: 33,
    lines: [{ from: 'NK1-33', to: 'RelatedPerson.identifier', note: 'the assigner’s system, else `<patient system>#relative`' }],
    read(field, facts, { settings }) {
      const repetition = field.repetitions[0]
      const value = valueOf(repetition, 1)
      if (!repetition || value === undefined) return
      const { system, name } = assignerOf(repetition, 4)
      const named = name === undefined ? undefined : ownEntry(settings.assigners ?? {}, name)
      facts.number = { system: system ?? named ?? derivedSystem(settings.patientSystem, 'relative'), value }
    },
  },
]

const contactRoles = new Set(['C', 'E', 'F', 'I', 'N', 'S', 'U', 'BP', 'CP', 'EP', 'PR'])

function relationshipOf(field: Field): CodeableConcept | undefined {
  const repetition = field.repetitions[0]
  const code = valueOf(repetition, 1)
  const text = valueOf(repetition, 5) ?? valueOf(repetition, 2)
  const known = code === undefined ? undefined : ownEntry(relationships, code.toUpperCase())
  const concept: CodeableConcept = {}
  if (known !== undefined) concept.coding = [{ system: relationshipSystem, code: known }]
  const kept = text ?? (known === undefined ? code : undefined)
  if (kept !== undefined) concept.text = kept
  return known === undefined && kept === undefined ? undefined : concept
}

function contactsOf(field: Field, use: 'home' | 'work', { settings }: MapContext): ContactPoint[] | null | undefined {
  if (field.isNull) return null
  const contacts: ContactPoint[] = []
  for (const repetition of field.repetitions) {
    const contact = contactOf(repetition, use, settings.zone === 'Europe/Berlin')
    if (contact) contacts.push(contact)
  }
  return contacts.length === 0 ? undefined : contacts
}

export function relativeOf(segment: Segment, index: number, context: MapContext): RelativeFacts {
  const facts: RelativeFacts = {
    key: String(index + 1),
    number: undefined,
    name: undefined,
    relationships: undefined,
    address: undefined,
    home: undefined,
    work: undefined,
    start: undefined,
    end: undefined,
    gender: undefined,
    birthDate: undefined,
  }
  readRows(nk1Rows, segment, facts, context)
  return facts
}
