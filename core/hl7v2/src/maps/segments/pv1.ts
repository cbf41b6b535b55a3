import { codeable, type CodeableConcept, type Coding, type Extension, type Identifier } from '../values/shapes.ts'
import { germanExtension } from '../values/systems.ts'
import { ownEntry } from '../values/concept.ts'
import { patientLocationOf, type PatientLocation } from '../values/place.ts'
import { staffMemberOf, type StaffMember } from '../values/staff.ts'
import { valueOf } from '../values/text.ts'
import { admissionOccasions, dischargeReason12, dischargeReason3 } from '../tables/billing-codes.ts'
import { departmentKeyOf, departmentKeySystem } from '../tables/departments.ts'
import { actCodeSystem, admissionPriorities, encounterClasses, participations } from '../tables/visit-codes.ts'
import type { MappingRow } from '../mapping-row.ts'
import { emptyPatch, type Patch } from '../patch.ts'

/** What PV1, PV2 and EVN say of a visit. undefined: nothing (unchanged), null: delete. Times are FHIR dateTimes. */
export interface VisitFacts {
  readonly patch: Patch
  readonly staff: Map<string, readonly StaffMember[] | null>
  class: Coding | undefined
  location: PatientLocation | undefined
  priorLocation: PatientLocation | undefined
  /** PV1-10. */
  service: string | undefined
  admitted: string | undefined
  discharged: string | undefined
  admitSource: CodeableConcept | null | undefined
  disposition: CodeableConcept | null | undefined
  plannedStart: string | undefined
  /** When it happened (EVN-6), else when it was recorded (EVN-2), else when it was sent (MSH-7). */
  occurred: string | undefined
  recorded: string | undefined
  account: Identifier | null | undefined
}

export function noVisitFacts(): VisitFacts {
  return {
    patch: emptyPatch(),
    staff: new Map(),
    class: undefined,
    location: undefined,
    priorLocation: undefined,
    service: undefined,
    admitted: undefined,
    discharged: undefined,
    admitSource: undefined,
    disposition: undefined,
    plannedStart: undefined,
    occurred: undefined,
    recorded: undefined,
    account: undefined,
  }
}

/** PV1-19 itself is read by `visitNumberOf`, since it decides whose visit it is. */
export const pv1Rows: readonly MappingRow<VisitFacts>[] = [
  {
    field: 2,
    lines: [
      {
        from: 'PV1-2',
        to: 'Encounter.class',
        note: 'I, B IMP; O, E, R AMB; P, V PRENC; T, D SS; a channel may set its own codes; unknown: unchanged, else IMP with a ward and AMB without',
      },
    ],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent === undefined) return
      const code = ownEntry(context.settings.classes ?? {}, sent) ?? ownEntry(encounterClasses, sent.toUpperCase())
      if (code !== undefined) facts.class = { system: actCodeSystem, code }
      else if (!/^[UN]$/i.test(sent)) context.warn('PV1-2', 'PV1-2 is not a known class of a visit.')
    },
  },
  {
    field: 3,
    lines: [
      { from: 'PV1-3.1', to: 'Encounter.location (wa), Location', note: 'ward' },
      { from: 'PV1-3.2', to: 'Encounter.location (ro), Location', note: 'room, part of the ward' },
      { from: 'PV1-3.3', to: 'Encounter.location (bd), Location', note: 'bed, part of the room' },
      {
        from: 'PV1-3.4',
        to: 'Encounter.serviceProvider, Organization',
        note: 'department, as German senders use it; with a worldwide id, the site’s name or that of MSH-4 it is the site',
      },
    ],
    read(field, facts, context) {
      const repetition = field.repetitions[0]
      if (repetition) facts.location = patientLocationOf(repetition, context)
    },
  },
  {
    field: 4,
    lines: [
      { from: 'PV1-4', to: 'Encounter.priority', note: 'E, A EM; U UR; R R; C EL (v3-ActPriority)' },
      { from: 'PV1-4', to: 'Encounter.hospitalization.admitSource', note: 'N (newborn) → G (Geburt), where PV1-14 is absent' },
    ],
    read(field, facts) {
      if (field.isNull) return void (facts.patch.elements.priority = null)
      const sent = valueOf(field.repetitions[0], 1)?.toUpperCase()
      const code = sent === undefined ? undefined : ownEntry(admissionPriorities, sent)
      if (code !== undefined) facts.patch.elements.priority = codeable('http://terminology.hl7.org/CodeSystem/v3-ActPriority', code)
      if (sent === 'N') facts.admitSource = codeable(admissionOccasions.system, 'G')
    },
  },
  {
    field: 6,
    lines: [{ from: 'PV1-6', to: 'Encounter.location', note: 'only for A12: where the patient stays, if no earlier stay is known' }],
    read(field, facts, context) {
      const repetition = field.repetitions[0]
      if (repetition) facts.priorLocation = patientLocationOf(repetition, context)
    },
  },
  staffRow(7, 'attending'),
  staffRow(8, 'referring'),
  staffRow(9, 'consulting'),
  {
    field: 10,
    lines: [
      {
        from: 'PV1-10',
        to: 'Encounter.serviceType',
        note: 'Fachabteilungsschlüssel by key or name, else as text; without it PV1-3.4 where that is a key or its name',
      },
      { from: 'PV1-10', to: 'Encounter.serviceProvider, Organization', note: 'the department, where PV1-3.4 names none' },
    ],
    read(field, facts) {
      if (field.isNull) return void (facts.patch.elements.serviceType = null)
      const sent = valueOf(field.repetitions[0], 1)
      if (sent === undefined) return
      facts.patch.elements.serviceType = serviceTypeOf(sent) ?? { text: sent }
      facts.service = sent
    },
  },
  {
    field: 14,
    lines: [{ from: 'PV1-14', to: 'Encounter.hospitalization.admitSource', note: 'Aufnahmeanlass; another code as text' }],
    read(field, facts) {
      if (field.isNull) return void (facts.admitSource = null)
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined)
        facts.admitSource = admissionOccasions.codes.has(sent)
          ? codeable(admissionOccasions.system, sent)
          : { text: valueOf(field.repetitions[0], 2) ?? sent }
    },
  },
  staffRow(17, 'admitting'),
  {
    field: 36,
    lines: [
      {
        from: 'PV1-36',
        to: 'Encounter.hospitalization.dischargeDisposition',
        note: 'Entlassungsgrund (two or three digits) in its extension; another code as text',
      },
    ],
    read(field, facts) {
      if (field.isNull) return void (facts.disposition = null)
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) facts.disposition = dispositionOf(sent) ?? { text: valueOf(field.repetitions[0], 2) ?? sent }
    },
  },
  {
    field: 44,
    lines: [{ from: 'PV1-44', to: 'Encounter.period.start', note: 'in the channel’s zone; for A05 the planned start' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) facts.admitted = context.dateTime('PV1-44', sent)
    },
  },
  {
    field: 45,
    lines: [{ from: 'PV1-45', to: 'Encounter.period.end', note: 'for A03, and where the visit is finished already' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) facts.discharged = context.dateTime('PV1-45', sent)
    },
  },
]

function staffRow(field: number, role: keyof typeof participations): MappingRow<VisitFacts> {
  const note = `${participations[role]}; LANR and EFN are recognised, other numbers have the system \`<patient system>#staff\``
  return {
    field,
    lines: [{ from: `PV1-${field}`, to: 'Encounter.participant, Practitioner', note }],
    read(field, facts, context) {
      const members: StaffMember[] = []
      for (const repetition of field.repetitions) {
        const member = field.isNull ? undefined : staffMemberOf(repetition, context)
        if (member) members.push(member)
      }
      if (field.isNull || members.length > 0) facts.staff.set(participations[role], field.isNull ? null : members)
    },
  }
}

/** A department as its billing key, where it is one. */
export function serviceTypeOf(sent: string): CodeableConcept | undefined {
  const found = departmentKeyOf(sent)
  return found && { coding: [{ system: departmentKeySystem, code: found.key, display: found.name }] }
}

function dispositionOf(sent: string): (CodeableConcept & { extension: Extension[] }) | undefined {
  const match = /^(\d{2})(\d)?$/.exec(sent)
  if (!match || !dischargeReason12.codes.has(match[1]!)) return undefined
  const parts: Extension[] = [{ url: 'ErsteUndZweiteStelle', valueCoding: { system: dischargeReason12.system, code: match[1] } }]
  if (match[2] !== undefined && dischargeReason3.codes.has(match[2])) {
    parts.push({ url: 'DritteStelle', valueCoding: { system: dischargeReason3.system, code: match[2] } })
  }
  return { extension: [{ url: `${germanExtension}Entlassungsgrund`, extension: parts }] }
}
