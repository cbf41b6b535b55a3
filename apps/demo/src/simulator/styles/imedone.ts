import { composeMessage, type RepetitionValue, type SegmentValue } from '@steckwerk/hl7v2'
import { berlinTime } from '../berlin-time.ts'
import type { Case, HospitalEvent, Patient, Place } from '../event.ts'
import type { Person } from '../person.ts'
import { structures, type Style } from './style.ts'

/** As iMedOne sends it: HL7 v2.3.1, 8859/1, AL/NE, ZBE, one patient number, names and addresses without subcomponents. */
export const imedone: Style = {
  name: 'imedone',
  charset: '8859/1',
  correctsMovements: true,
  write: event => composeMessage(segments(event), { charset: '8859/1' }),
}

function segments(event: HospitalEvent): SegmentValue[] {
  const { patient } = event
  const list: SegmentValue[] = [
    header(event),
    { name: 'EVN', fields: { 1: event.trigger, 2: berlinTime(event.recorded), 6: berlinTime(event.occurred) } },
    personal(event, patient),
  ]
  if (event.merged) return [...list, { name: 'MRG', fields: { 1: number(event, event.merged) } }]
  if (patient.mother) list.push({ name: 'NK1', fields: { 1: '1', 2: name(patient.mother.person), 3: ['MTH', 'Mutter'] } })
  if (event.case) list.push(visit(event, event.case))
  else list.push({ name: 'PV1', fields: { 1: '1', 2: 'N' } })
  if (event.trigger === 'A01' || event.trigger === 'A04') list.push(insurance(patient.person))
  if (event.movement) {
    const { id, action, start, origin } = event.movement
    list.push({ name: 'ZBE', fields: { 1: [id, 'IMEDONE'], 2: berlinTime(start), 4: action, 5: 'N', 6: origin } })
  }
  return list
}

function header(event: HospitalEvent): SegmentValue {
  return {
    name: 'MSH',
    fields: {
      3: 'IMEDONE',
      4: event.house.name,
      5: 'STECKWERK',
      6: 'REGION',
      7: berlinTime(event.recorded),
      9: ['ADT', event.trigger, structures[event.trigger]],
      10: event.controlId,
      11: 'P',
      12: '2.3.1',
      15: 'AL',
      16: 'NE',
      17: 'D',
      18: '8859/1',
    },
  }
}

function personal(event: HospitalEvent, patient: Patient): SegmentValue {
  const { person } = patient
  return {
    name: 'PID',
    fields: {
      3: number(event, patient),
      5: name(person),
      6: person.birthName,
      7: person.birth,
      8: person.gender,
      11: [`${person.street} ${person.house}`, undefined, person.town, undefined, person.postcode, 'D', 'H'],
      13: person.phone?.join('-') ?? person.mobile,
      15: 'DE',
      16: person.marital,
      17: person.religion,
      19: person.insuranceNumber,
      21: patient.mother && number(event, patient.mother),
    },
  }
}

function number(event: HospitalEvent, patient: Patient): RepetitionValue {
  return [patient.number, undefined, undefined, event.house.name, 'PI']
}

function name(person: Person): RepetitionValue {
  const family = person.prefix === undefined ? person.family : `${person.prefix} ${person.family}`
  return [family, person.given, person.middle, undefined, person.title, undefined, 'L']
}

function visit(event: HospitalEvent, of: Case): SegmentValue {
  return {
    name: 'PV1',
    fields: {
      1: '1',
      2: of.kind === 'outpatient' ? 'O' : event.trigger === 'A05' ? 'P' : 'I',
      3: location(event, event.place),
      4: of.newborn ? 'N' : undefined,
      6: location(event, event.prior),
      7: [of.physician.number, of.physician.family, of.physician.given, undefined, undefined, of.physician.title],
      10: of.department.key,
      19: [of.number, undefined, undefined, event.house.name, 'VN'],
      44: event.trigger === 'A05' ? undefined : berlinTime(of.admitted),
      45: of.discharged === undefined ? undefined : berlinTime(of.discharged),
    },
  }
}

function location(event: HospitalEvent, place: Place | undefined): RepetitionValue {
  return place && [place.ward.code, place.room, place.name, event.house.name]
}

function insurance(person: Person): SegmentValue {
  const { insurer, insuranceNumber } = person
  return { name: 'IN1', fields: { 1: '1', 2: insurer.statutory ? 'GKV' : 'PKV', 3: insurer.number, 4: insurer.name, 36: insuranceNumber } }
}
