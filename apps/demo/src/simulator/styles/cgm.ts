import { composeMessage, repeated, type FieldValue, type RepetitionValue, type SegmentValue } from '@steckwerk/hl7v2'
import { berlinTime } from '../berlin-time.ts'
import type { Case, HospitalEvent, Patient, Place } from '../event.ts'
import type { Person } from '../person.ts'
import { structures, type Style } from './style.ts'

/** As CGM systems send it: HL7 v2.5 after the German guide, 8859/15, ZBE with every movement, AL/NE, times to the minute, family
 *  names and streets with subcomponents, birth name as a repetition. */
export const cgm: Style = {
  name: 'cgm',
  charset: '8859/15',
  correctsMovements: true,
  write: event => composeMessage(segments(event), { charset: '8859/15' }),
}

function segments(event: HospitalEvent): SegmentValue[] {
  const { patient } = event
  const list: SegmentValue[] = [
    header(event),
    { name: 'EVN', fields: { 2: minute(event.recorded), 6: minute(event.occurred) } },
    personal(event, patient),
  ]
  if (event.merged) return [...list, { name: 'MRG', fields: { 1: number(event, event.merged), 7: names(event.merged.person) } }]
  if (patient.mother) {
    const relation = ['MTH', 'Mother', 'HL70063', undefined, 'Mutter']
    list.push({ name: 'NK1', fields: { 1: '1', 2: names(patient.mother.person), 3: relation } })
  }
  if (patient.father) {
    const { patient: father, system } = patient.father
    const relation = ['FTH', 'Father', 'HL70063', undefined, 'Vater']
    list.push({ name: 'NK1', fields: { 1: '2', 2: names(father.person), 3: relation, 33: [father.number, undefined, undefined, [undefined, system, 'URI'], 'PI'] } })
  }
  if (event.case) list.push(visit(event, event.case))
  else list.push({ name: 'PV1', fields: { 1: '1', 2: 'N' } })
  if (event.trigger === 'A01' || event.trigger === 'A28') list.push(insurance(patient.person))
  if (event.movement) {
    const { id, action, start, origin } = event.movement
    const origins = action === 'INSERT' ? {} : { 5: 'N', 6: origin }
    list.push({ name: 'ZBE', fields: { 1: [id, 'KIS'], 2: minute(start), 4: action, ...origins } })
  }
  return list
}

function header(event: HospitalEvent): SegmentValue {
  return {
    name: 'MSH',
    fields: {
      3: 'KIS',
      4: 'ADT',
      5: 'STECKWERK',
      6: 'REGION',
      7: minute(event.recorded),
      9: ['ADT', event.trigger, structures[event.trigger]],
      10: event.controlId,
      11: 'P',
      12: ['2.5', ['DEU', undefined, 'HL70399']],
      15: 'AL',
      16: 'NE',
      17: 'DEU',
      18: '8859/15',
      19: ['DEU', 'German', 'HL70296', undefined, 'deutsch'],
      21: ['2.16.840.1.113883.2.6.9.38', undefined, '2.16.840.1.113883.2.6', 'ISO'],
    },
  }
}

function personal(event: HospitalEvent, patient: Patient): SegmentValue {
  const { person } = patient
  return {
    name: 'PID',
    fields: {
      3: repeated([number(event, patient), [person.insuranceNumber, undefined, undefined, 'GKV', 'NH']]),
      5: names(person),
      7: person.birth,
      8: person.gender,
      11: [
        [`${person.street} ${person.house}`, person.street, person.house],
        undefined,
        person.town,
        undefined,
        person.postcode,
        'DE',
        'H',
      ],
      13: phones(person),
      15: ['DEU', 'German', 'HL70296', undefined, 'deutsch'],
      16: marital[person.marital],
      17: person.religion === undefined ? undefined : religion[person.religion],
      21: patient.mother && [patient.mother.number, undefined, undefined, event.house.name, 'PI'],
      26: ['DEU', 'German', 'HL70171', undefined, 'deutsch'],
    },
  }
}

function number(event: HospitalEvent, patient: Patient): RepetitionValue {
  return [patient.number, undefined, undefined, event.house.name, 'PI']
}

function names(person: Person): FieldValue {
  const whole = person.prefix === undefined ? person.family : `${person.prefix} ${person.family}`
  const family = person.prefix === undefined ? person.family : [whole, person.prefix, person.family]
  const official = [family, person.given, person.middle, undefined, person.title, undefined, 'L', 'A', undefined, undefined, 'G']
  if (person.birthName === undefined) return official
  const atBirth = [person.birthName, undefined, undefined, undefined, undefined, undefined, 'M', 'A', undefined, undefined, 'G']
  return repeated([official, atBirth])
}

function phones(person: Person): FieldValue {
  const all: RepetitionValue[] = []
  if (person.phone) {
    const [area, local] = person.phone
    const unparsed = `${area}/${local}`
    all.push([undefined, 'PRN', 'PH', undefined, '49', area.slice(1), local, undefined, undefined, undefined, undefined, unparsed])
  }
  if (person.mobile !== undefined) all.push([undefined, 'PRN', 'CP', ...Array.from({ length: 8 }, () => undefined), person.mobile])
  if (person.email !== undefined) all.push([undefined, 'NET', 'Internet', person.email])
  return repeated(all)
}

function visit(event: HospitalEvent, of: Case): SegmentValue {
  // A cancelled transfer names both places as the transfer did.
  const [now, before] = event.trigger === 'A12' ? [event.prior, event.place] : [event.place, event.prior]
  return {
    name: 'PV1',
    fields: {
      1: '1',
      2: of.kind === 'outpatient' ? 'O' : event.trigger === 'A05' ? 'P' : 'I',
      3: location(now),
      4: of.newborn ? 'N' : 'R',
      6: location(before),
      7: [
        of.physician.number,
        of.physician.family,
        of.physician.given,
        undefined,
        undefined,
        of.physician.title,
        undefined,
        undefined,
        event.house.name,
        'L',
        undefined,
        undefined,
        'DN',
      ],
      19: [of.number, undefined, undefined, event.house.name, 'VN'],
      36: event.trigger === 'A03' && of.kind === 'inpatient' ? '011' : undefined,
      44: event.trigger === 'A05' ? undefined : minute(of.admitted),
      45: of.discharged === undefined ? undefined : minute(of.discharged),
    },
  }
}

function location(place: Place | undefined): RepetitionValue {
  if (!place) return undefined
  const { ward } = place
  return [ward.code, place.room, place.name, ward.department.code, undefined, 'N', ward.building, String(ward.floor)]
}

function insurance(person: Person): SegmentValue {
  return {
    name: 'IN1',
    fields: {
      1: '1',
      2: [person.insurer.number, person.insurer.name, 'NII'],
      3: [person.insurer.number, undefined, undefined, undefined, 'NII'],
      4: person.insurer.name,
      15: person.insurer.statutory ? '1' : '8',
      36: person.insuranceNumber,
    },
  }
}

function minute(instant: Date): string {
  return berlinTime(instant).slice(0, 12)
}

const marital = {
  S: ['S', 'single', 'HL70002', undefined, 'ledig'],
  M: ['M', 'married', 'HL70002', undefined, 'verheiratet'],
  D: ['D', 'divorced', 'HL70002', undefined, 'geschieden'],
  W: ['W', 'widowed', 'HL70002', undefined, 'verwitwet'],
} as const

const religion = {
  CAT: ['CAT', 'catholic', 'HL70006', undefined, 'katholisch'],
  EVC: ['EVC', 'protestant', 'HL70006', undefined, 'evangelisch'],
} as const
