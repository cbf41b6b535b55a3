import { iknrValid } from '@steckwerk/fhir'
import { ownEntry } from '../values/concept.ts'
import { namesOf, nameText } from '../values/human-name.ts'
import { kvnrIdentifier } from '../values/patient-numbers.ts'
import { codeable, type Identifier } from '../values/shapes.ts'
import { derivedSystem, iknrSystem, v2IdentifierTypes } from '../values/systems.ts'
import { valueOf } from '../values/text.ts'
import { coverageTypeByIk, coverageTypes, subscriberRelationships } from '../tables/insurance-codes.ts'
import type { Segment } from '../../segment.ts'
import type { MapContext } from '../map-context.ts'
import { readRows, type MappingRow } from '../mapping-row.ts'

/** What one IN1 says of an insurance. undefined: nothing (unchanged), null: delete. */
export interface InsuranceFacts {
  /** What keeps one insurance of a patient apart from another: IN1-1, else its place in the message. */
  key: string
  /** Code of versicherungsart-de-basis. */
  kind: string | undefined
  payorNumber: Identifier | undefined
  payorName: string | undefined
  /** The sender took the insurance back (`""` in IN1-2, IN1-3 or IN1-4). */
  ended: boolean
  kvnr: Identifier | undefined
  memberNumber: string | undefined
  start: string | null | undefined
  end: string | null | undefined
  relationship: string | undefined
  holder: string | undefined
}

/** The payor's address (IN1-5) is not taken over: the institution number finds it. */
export const in1Rows: readonly MappingRow<InsuranceFacts>[] = [
  {
    field: 1,
    lines: [{ from: 'IN1-1', to: 'Coverage.id', note: 'with the patient number; without it the segment’s place in the message' }],
    read(field, facts) {
      facts.key = valueOf(field.repetitions[0], 1) ?? facts.key
    },
  },
  {
    field: 2,
    lines: [{ from: 'IN1-2', to: 'Coverage.type', note: 'where it is a code of versicherungsart-de-basis; `""` cancels the coverage' }],
    read(field, facts) {
      facts.ended ||= field.isNull
      facts.kind ??= kindOf(valueOf(field.repetitions[0], 1))
    },
  },
  {
    field: 3,
    lines: [
      {
        from: 'IN1-3',
        to: 'Coverage.payor.identifier',
        note: 'institution number (IKNR, type XX) by its check digit, else a number of `<patient system>#payor`; its class gives Coverage.type',
      },
    ],
    read(field, facts, context) {
      facts.ended ||= field.isNull
      for (const repetition of field.repetitions) {
        const value = valueOf(repetition, 1)
        if (value === undefined) continue
        if (iknrValid(value)) {
          facts.payorNumber = { type: codeable(v2IdentifierTypes, 'XX'), system: iknrSystem, value }
          facts.kind ??= coverageTypeByIk[value.slice(0, 2)]
          return
        }
        facts.payorNumber ??= { system: derivedSystem(context.settings.patientSystem, 'payor'), value }
      }
    },
  },
  {
    field: 4,
    lines: [{ from: 'IN1-4', to: 'Coverage.payor.display' }],
    read(field, facts) {
      facts.ended ||= field.isNull
      facts.payorName = valueOf(field.repetitions[0], 1)
    },
  },
  {
    field: 12,
    lines: [{ from: 'IN1-12', to: 'Coverage.period.start' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      facts.start = field.isNull ? null : sent === undefined ? undefined : context.date('IN1-12', sent)
    },
  },
  {
    field: 13,
    lines: [{ from: 'IN1-13', to: 'Coverage.period.end' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      facts.end = field.isNull ? null : sent === undefined ? undefined : context.date('IN1-13', sent)
    },
  },
  {
    field: 15,
    lines: [
      {
        from: 'IN1-15',
        to: 'Coverage.type',
        note: 'GKV, PKV, BG, SEL, SOZ, GPV, PPV, BEI; else by the class of the institution number, else UNK',
      },
    ],
    read(field, facts) {
      facts.kind = kindOf(valueOf(field.repetitions[0], 1)) ?? facts.kind
    },
  },
  {
    field: 16,
    lines: [{ from: 'IN1-16', to: 'Coverage.subscriber.display', note: 'where the insured is somebody else (IN1-17)' }],
    read(field, facts) {
      const name = namesOf(field.repetitions)[0]
      if (name) facts.holder = nameText(name)
    },
  },
  {
    field: 17,
    lines: [{ from: 'IN1-17', to: 'Coverage.relationship', note: 'subscriber-relationship' }],
    read(field, facts) {
      const sent = valueOf(field.repetitions[0], 1)?.toUpperCase()
      facts.relationship = sent === undefined ? undefined : ownEntry(subscriberRelationships, sent)
    },
  },
  numberRow(36, 'policy number'),
  numberRow(49, 'insured’s number'),
]

function numberRow(field: number, what: string): MappingRow<InsuranceFacts> {
  return {
    field,
    lines: [
      { from: `IN1-${field}`, to: 'Coverage.identifier', note: `${what}: KVZ10 by format and check digit, else type MB` },
      { from: `IN1-${field}`, to: 'Patient.identifier(KVZ10)', note: 'a health insurance number, where the insured is the patient' },
    ],
    read(sent, facts) {
      for (const repetition of sent.repetitions) {
        const value = valueOf(repetition, 1)
        if (value === undefined) continue
        const kvnr = kvnrIdentifier(value, undefined)
        if (kvnr) facts.kvnr ??= kvnr
        else facts.memberNumber ??= value
      }
    },
  }
}

function kindOf(sent: string | undefined): string | undefined {
  return sent === undefined ? undefined : ownEntry(coverageTypes, sent.toUpperCase())
}

export function insuranceOf(segment: Segment, index: number, context: MapContext): InsuranceFacts {
  const facts: InsuranceFacts = {
    key: String(index + 1),
    kind: undefined,
    payorNumber: undefined,
    payorName: undefined,
    ended: false,
    kvnr: undefined,
    memberNumber: undefined,
    start: undefined,
    end: undefined,
    relationship: undefined,
    holder: undefined,
  }
  readRows(in1Rows, segment, facts, context)
  return facts
}
