import { composeMessage, repeated, type FieldValue, type RepetitionValue, type SegmentValue } from '@steckwerk/hl7v2'
import { berlinTime } from '../berlin-time.ts'
import type { Case, HospitalEvent, Patient, Place } from '../event.ts'
import type { Person } from '../person.ts'
import { structures, type Style } from './style.ts'

/** As Orbis sends it: HL7 v2.5 in UTF-8, original acknowledgement mode, no ZBE (PV1 alone says where), times to the second, the
 *  insurance number beside the patient number with its system as a URI. */
export const orbis: Style = {
  name: 'orbis',
  charset: 'UNICODE UTF-8',
  correctsMovements: false,
  write: event => composeMessage(segments(event)),
}

function segments(event: HospitalEvent): SegmentValue[] {
  const { patient } = event
  const list: SegmentValue[] = [
    header(event),
    { name: 'EVN', fields: { 1: event.trigger, 2: berlinTime(event.recorded), 6: berlinTime(event.occurred) } },
    personal(patient),
  ]
  if (event.merged) return [...list, { name: 'MRG', fields: { 1: [event.merged.number, undefined, undefined, 'ORBIS', 'MR'] } }]
  list.push({ name: 'PD1', fields: { 4: ['1234567', 'Praxis Dr. Çelik'] } })
  if (patient.mother) {
    const { family, given } = patient.mother.person
    list.push({ name: 'NK1', fields: { 1: '1', 2: [family, given], 3: ['MTH', 'Mutter'], 4: address(patient.mother.person) } })
  }
  if (event.case) list.push(visit(event, event.case))
  else list.push({ name: 'PV1', fields: { 1: '1', 2: 'N' } })
  if (event.trigger !== 'A03') list.push(insurance(patient.person))
  return list
}

function header(event: HospitalEvent): SegmentValue {
  return {
    name: 'MSH',
    fields: {
      3: 'ORBIS',
      4: event.house.name,
      5: 'STECKWERK',
      6: 'REGION',
      7: berlinTime(event.recorded),
      9: ['ADT', event.trigger, structures[event.trigger]],
      10: event.controlId,
      11: 'P',
      12: '2.5',
      17: 'DE',
      18: 'UNICODE UTF-8',
    },
  }
}

function personal(patient: Patient): SegmentValue {
  const { person } = patient
  const system = person.insurer.statutory ? 'http://fhir.de/sid/gkv/kvid-10' : 'http://fhir.de/sid/pkv/kvid-10'
  return {
    name: 'PID',
    fields: {
      1: '1',
      3: repeated([
        [patient.number, undefined, undefined, 'ORBIS', 'MR'],
        [person.insuranceNumber, undefined, undefined, [undefined, system, 'URI'], 'NH'],
      ]),
      5: names(person),
      7: person.birth.length === 8 ? `${person.birth}000000` : `${person.birth}00`,
      8: person.gender,
      11: address(person),
      13: repeated([
        person.phone && [person.phone.join(' '), 'PRN', 'PH'],
        person.mobile === undefined ? undefined : [person.mobile, 'PRN', 'CP'],
        person.email === undefined ? undefined : [person.email, 'NET', 'Internet'],
      ].filter(phone => phone !== undefined)),
      15: 'DE',
      16: person.marital,
      21: patient.mother && [patient.mother.number, undefined, undefined, 'ORBIS', 'MR'],
    },
  }
}

function names(person: Person): FieldValue {
  const family = person.prefix === undefined ? person.family : [`${person.prefix} ${person.family}`, person.prefix, person.family]
  const official = [family, person.given, person.middle, undefined, person.title, undefined, 'L']
  if (person.birthName === undefined) return official
  return repeated([official, [person.birthName, person.given, undefined, undefined, undefined, undefined, 'M']])
}

function address(person: Person): RepetitionValue {
  return [`${person.street} ${person.house}`, undefined, person.town, undefined, person.postcode, 'DEU', 'H']
}

function visit(event: HospitalEvent, of: Case): SegmentValue {
  return {
    name: 'PV1',
    fields: {
      1: '1',
      2: of.kind === 'outpatient' ? 'O' : event.trigger === 'A05' ? 'P' : 'I',
      3: location(event, event.place),
      4: of.newborn ? 'N' : 'R',
      6: location(event, event.prior),
      7: [of.physician.number, of.physician.family, of.physician.given, undefined, undefined, of.physician.title],
      10: of.department.code,
      19: [of.number, undefined, undefined, 'ORBIS', 'VN'],
      36: event.trigger === 'A03' && of.kind === 'inpatient' ? '011' : undefined,
      44: event.trigger === 'A05' ? undefined : berlinTime(of.admitted),
      45: of.discharged === undefined ? undefined : berlinTime(of.discharged),
    },
  }
}

function location(event: HospitalEvent, place: Place | undefined): RepetitionValue {
  return place && [place.ward.code, place.room, place.name, event.house.name]
}

function insurance(person: Person): SegmentValue {
  return {
    name: 'IN1',
    fields: {
      1: '1',
      2: person.insurer.statutory ? 'GKV' : 'PKV',
      3: person.insurer.number,
      4: person.insurer.name,
      36: person.insuranceNumber,
    },
  }
}
