import type { Field } from '../../field.ts'
import type { MapContext } from '../map-context.ts'
import type { MappingRow } from '../mapping-row.ts'
import { addressOf, isBirthplace } from '../values/address.ts'
import type { Address } from '../values/shapes.ts'
import { contactOf } from '../values/telecom.ts'
import { cleaned, valueOf } from '../values/text.ts'
import type { PersonFacts } from './person-facts.ts'

/** Where a person can be found, and where they were born: PID-11 tells both. */
export const contactRows: readonly MappingRow<PersonFacts>[] = [
  {
    field: 11,
    lines: [
      {
        from: 'PID-11.1',
        to: 'Patient.address.line[0]',
        note: 'with iso21090-ADXP-streetName and -houseNumber from the subcomponents or split; a post box is -postBox and type postal',
      },
      { from: 'PID-11.2', to: 'Patient.address.line[1]', note: 'iso21090-ADXP-additionalLocator' },
      { from: 'PID-11.3', to: 'Patient.address.city' },
      { from: 'PID-11.4', to: 'Patient.address.state', note: 'German states by ISO 3166-2' },
      { from: 'PID-11.5', to: 'Patient.address.postalCode' },
      { from: 'PID-11.6', to: 'Patient.address.country', note: 'two letters of ISO 3166-1 from two or three letters, German signs, names' },
      {
        from: 'PID-11.7',
        to: 'Patient.address.use, .type',
        note: 'H home, B work, C temp, BA old, M postal; type `both` only where line, city, postal code and country are there',
      },
      { from: 'PID-11 (BDL, N, BR)', to: 'Patient.extension(patient-birthPlace)', note: 'where someone was born is no address of theirs' },
    ],
    read: readAddresses,
  },
  {
    field: 13,
    lines: [
      {
        from: 'PID-13',
        to: 'Patient.telecom',
        note: 'every repetition; phone, fax, pager or e-mail; numbers in international form, the sender’s text in extension(originalText); use home or mobile; WPN counts as PID-14',
      },
    ],
    read(field, facts, context) {
      readContacts(field, facts, context, false)
    },
  },
  {
    field: 14,
    lines: [{ from: 'PID-14', to: 'Patient.telecom', note: 'as PID-13, use work' }],
    read(field, facts, context) {
      readContacts(field, facts, context, true)
    },
  },
  {
    field: 23,
    lines: [{ from: 'PID-23', to: 'Patient.extension(patient-birthPlace).valueAddress.text' }],
    read(field, facts) {
      facts.birthplaceText = field.isNull ? null : cleaned(field.repetitions[0]?.text ?? '')
    },
  },
]

function readAddresses(field: Field, facts: PersonFacts): void {
  if (field.isNull) return void (facts.patch.elements.address = null)
  const addresses: Address[] = []
  for (const repetition of field.repetitions) {
    const address = addressOf(repetition)
    if (address === undefined) continue
    if (!isBirthplace(repetition)) addresses.push(address)
    else {
      delete address.type
      facts.birthplaceAddress = address
    }
  }
  if (addresses.length > 0) facts.patch.elements.address = addresses
}

function readContacts(field: Field, facts: PersonFacts, context: MapContext, work: boolean): void {
  if (field.isNull) {
    if (work) facts.workContacts = null
    else facts.homeContacts = null
    return
  }
  const german = context.settings.zone === 'Europe/Berlin'
  for (const repetition of field.repetitions) {
    const atWork = work || valueOf(repetition, 2)?.toUpperCase() === 'WPN'
    const contact = contactOf(repetition, atWork ? 'work' : 'home', german)
    if (contact === undefined) continue
    if (atWork) (facts.workContacts ??= []).push(contact)
    else (facts.homeContacts ??= []).push(contact)
  }
}
