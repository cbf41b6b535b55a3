import { namesOf } from '../values/human-name.ts'
import { add, furtherNumbersOf, kvnrIdentifier } from '../values/patient-numbers.ts'
import { codeable } from '../values/shapes.ts'
import { germanExtension, hl7Extension, isoCountries, derivedSystem, v2IdentifierTypes } from '../values/systems.ts'
import { valueOf } from '../values/text.ts'
import { hasTimeOfDay } from '../values/time.ts'
import { countryOf } from '../tables/countries.ts'
import { languageOf } from '../tables/languages.ts'
import { genders, maritalStatuses } from '../tables/person-codes.ts'
import type { MappingRow } from '../mapping-row.ts'
import { conceptOf } from '../values/concept.ts'
import type { PersonFacts } from './person-facts.ts'
import { contactRows } from './pid-contact.ts'

const genderExtension = `${germanExtension}gender-amtlich-de`

/** PID-3 itself is read by `patientNumbersOf`, since it decides whose message it is. Religion (PID-17) and race (PID-10, PID-22) are not
 *  taken over: nobody needs them to treat a patient. */
const personRows: readonly MappingRow<PersonFacts>[] = [
  {
    field: 2,
    lines: [{ from: 'PID-2', to: 'Patient.identifier', note: 'further number; system `<patient system>#<type or assigner>`' }],
    read: readFurtherNumbers('PID-2'),
  },
  {
    field: 4,
    lines: [{ from: 'PID-4', to: 'Patient.identifier', note: 'further numbers, as PID-2' }],
    read: readFurtherNumbers('PID-4'),
  },
  {
    field: 5,
    lines: [
      {
        from: 'PID-5.1',
        to: 'Patient.name.family',
        note: 'as a whole; `extension` humanname-namenszusatz, -own-name, -own-prefix, -partner-name, -partner-prefix from the subcomponents, else split by the words of DEÜV Anlage 6 and 7',
      },
      { from: 'PID-5.2', to: 'Patient.name.given[0]', note: 'not for birth names' },
      { from: 'PID-5.3', to: 'Patient.name.given[1…]', note: 'split at blanks' },
      { from: 'PID-5.4', to: 'Patient.name.suffix', note: 'a title of nobility (DEÜV Anlage 7) goes to the family name' },
      { from: 'PID-5.5', to: 'Patient.name.prefix', note: 'a salutation apart; academic titles with iso21090-EN-qualifier `AC`' },
      { from: 'PID-5.6', to: 'Patient.name.prefix / .suffix', note: 'a faculty (`med.`) joins the title, any other degree is a suffix' },
      {
        from: 'PID-5.7',
        to: 'Patient.name.use',
        note: 'L, R, C, I official; D, K, T usual; B, M maiden; N, A nickname; S anonymous; exactly one name becomes official',
      },
    ],
    read(field, facts) {
      if (field.isNull) return void (facts.patch.elements.name = null)
      const names = namesOf(field.repetitions)
      if (names.length > 0) facts.patch.elements.name = names
    },
  },
  {
    field: 6,
    lines: [{ from: 'PID-6.1', to: 'Patient.extension(patient-mothersMaidenName)' }],
    read(field, facts) {
      const url = `${hl7Extension}patient-mothersMaidenName`
      const name = valueOf(field.repetitions[0], 1)
      if (field.isNull) facts.patch.extensions.set(url, null)
      else if (name !== undefined) facts.patch.extensions.set(url, { url, valueString: name })
    },
  },
  {
    field: 7,
    lines: [
      { from: 'PID-7', to: 'Patient.birthDate', note: 'with the precision sent; without one, data-absent-reason `unknown`' },
      { from: 'PID-7', to: 'Patient.birthDate.extension(patient-birthTime)', note: 'where a time of day was sent' },
    ],
    read(field, facts, context) {
      const { elements } = facts.patch
      if (field.isNull) return void (elements.birthDate = elements._birthDate = null)
      const sent = valueOf(field.repetitions[0], 1)
      const date = sent === undefined ? undefined : context.date('PID-7', sent)
      if (date === undefined) return
      elements.birthDate = date
      const time =
        hasTimeOfDay(sent!) && date.length === 10 && !/^\d{8}0000(?:00)?$/.test(sent!) ? context.dateTime('PID-7', sent!) : undefined
      elements._birthDate = time === undefined ? null : { extension: [{ url: `${hl7Extension}patient-birthTime`, valueDateTime: time }] }
    },
  },
  {
    field: 8,
    lines: [
      { from: 'PID-8', to: 'Patient.gender', note: 'M male; F, W female; D, O, X, A other; U, N unknown' },
      { from: 'PID-8', to: 'Patient.gender.extension(gender-amtlich-de)', note: 'D, O → D (divers); X, A → X (unbestimmt)' },
    ],
    read(field, facts, context) {
      const { elements } = facts.patch
      if (field.isNull) return void (elements.gender = elements._gender = null)
      const sent = valueOf(field.repetitions[0], 1)
      if (sent === undefined) return
      const found = genders[sent.toUpperCase()]
      if (!found) return context.warn('PID-8', 'PID-8 is not a known gender; it was left out.')
      elements.gender = found.gender
      elements._gender = found.official === undefined ? null : officialGender[found.official]
    },
  },
  {
    field: 15,
    lines: [{ from: 'PID-15', to: 'Patient.communication.language', note: 'BCP 47 from ISO 639; preferred' }],
    read(field, facts, context) {
      if (field.isNull) return void (facts.patch.elements.communication = null)
      const repetition = field.repetitions[0]
      const sent = valueOf(repetition, 1)
      if (sent === undefined) return
      const code = languageOf(sent)
      if (code === undefined) return context.warn('PID-15', 'PID-15 is not a known language; it was left out.')
      const text = valueOf(repetition, 5) ?? valueOf(repetition, 2)
      const language = codeable('urn:ietf:bcp:47', code)
      if (text !== undefined) language.text = text
      facts.patch.elements.communication = [{ language, preferred: true }]
    },
  },
  {
    field: 16,
    lines: [{ from: 'PID-16', to: 'Patient.maritalStatus', note: 'v3-MaritalStatus from HL7 table 0002' }],
    read(field, facts, context) {
      if (field.isNull) return void (facts.patch.elements.maritalStatus = null)
      const concept = conceptOf(field.repetitions[0], maritalStatuses)
      if (concept?.coding === undefined && concept !== undefined)
        context.warn('PID-16', 'PID-16 is not a known marital status; only its text was kept.')
      if (concept !== undefined) facts.patch.elements.maritalStatus = concept
    },
  },
  {
    field: 18,
    lines: [{ from: 'PID-18', to: 'Encounter.account.identifier', note: 'type AN; system `<case system>#account`' }],
    read(field, facts, { settings }) {
      const value = valueOf(field.repetitions[0], 1)
      if (field.isNull) facts.account = null
      else if (value !== undefined) {
        facts.account = { type: codeable(v2IdentifierTypes, 'AN'), system: derivedSystem(settings.caseSystem, 'account'), value }
      }
    },
  },
  {
    field: 19,
    lines: [
      { from: 'PID-19', to: 'Patient.identifier(KVZ10)', note: 'only where it is a health insurance number by format and check digit' },
    ],
    read(field, facts) {
      const value = valueOf(field.repetitions[0], 1)
      const kvnr = value === undefined ? undefined : kvnrIdentifier(value, undefined)
      if (kvnr) add(facts.identifiers, kvnr)
    },
  },
  {
    field: 21,
    lines: [
      {
        from: 'PID-21',
        to: 'RelatedPerson(MTH).identifier',
        note: 'a newborn’s mother; her name is taken from her Patient where it is known',
      },
    ],
    read(field, facts) {
      if (!field.isNull) facts.mother = field
    },
  },
  {
    field: 24,
    lines: [{ from: 'PID-24', to: 'Patient.multipleBirthBoolean' }],
    read(field, facts) {
      const { elements } = facts.patch
      if (field.isNull) return void (elements.multipleBirthBoolean = elements.multipleBirthInteger = null)
      const sent = valueOf(field.repetitions[0], 1)?.toUpperCase()
      if (sent !== 'Y' && sent !== 'N') return
      elements.multipleBirthBoolean = sent === 'Y'
      elements.multipleBirthInteger = null
    },
  },
  {
    field: 25,
    lines: [{ from: 'PID-25', to: 'Patient.multipleBirthInteger', note: 'instead of the boolean where PID-24 is Y' }],
    read(field, facts) {
      const { elements } = facts.patch
      const order = Number(valueOf(field.repetitions[0], 1))
      if (elements.multipleBirthBoolean !== true || !Number.isInteger(order) || order < 1 || order > 20) return
      elements.multipleBirthBoolean = null
      elements.multipleBirthInteger = order
    },
  },
  {
    field: 26,
    lines: [{ from: 'PID-26', to: 'Patient.extension(patient-citizenship)', note: 'ISO 3166-1' }],
    read: readCountry('PID-26', 'patient-citizenship'),
  },
  {
    field: 28,
    lines: [{ from: 'PID-28', to: 'Patient.extension(patient-nationality)', note: 'ISO 3166-1' }],
    read: readCountry('PID-28', 'patient-nationality'),
  },
  {
    field: 29,
    lines: [{ from: 'PID-29', to: 'Patient.deceasedDateTime' }],
    read(field, facts, context) {
      const { elements } = facts.patch
      if (field.isNull) return void (elements.deceasedDateTime = null)
      const sent = valueOf(field.repetitions[0], 1)
      const time = sent === undefined ? undefined : context.dateTime('PID-29', sent)
      if (time === undefined) return
      elements.deceasedDateTime = time
      elements.deceasedBoolean = null
    },
  },
  {
    field: 30,
    lines: [{ from: 'PID-30', to: 'Patient.deceasedBoolean', note: 'Y only where no time is known; N deletes the time' }],
    read(field, facts) {
      const { elements } = facts.patch
      if (field.isNull) return void (elements.deceasedBoolean = null)
      const sent = valueOf(field.repetitions[0], 1)?.toUpperCase()
      if (sent === 'Y' && typeof elements.deceasedDateTime !== 'string') elements.deceasedBoolean = true
      if (sent === 'N') {
        elements.deceasedBoolean = false
        elements.deceasedDateTime = null
      }
    },
  },
]

/** All rows of PID. */
export const pidRows: readonly MappingRow<PersonFacts>[] = [...personRows, ...contactRows].toSorted((a, b) => a.field - b.field)

const officialGender = {
  D: {
    extension: [
      { url: genderExtension, valueCoding: { system: 'http://fhir.de/CodeSystem/gender-amtlich-de', code: 'D', display: 'divers' } },
    ],
  },
  X: {
    extension: [
      { url: genderExtension, valueCoding: { system: 'http://fhir.de/CodeSystem/gender-amtlich-de', code: 'X', display: 'unbestimmt' } },
    ],
  },
}

function readFurtherNumbers(at: string): MappingRow<PersonFacts>['read'] {
  return (field, facts, context) => {
    for (const identifier of furtherNumbersOf(field, at, context)) add(facts.identifiers, identifier)
  }
}

function readCountry(at: string, name: string): MappingRow<PersonFacts>['read'] {
  const url = `${hl7Extension}${name}`
  return (field, facts, context) => {
    if (field.isNull) return void facts.patch.extensions.set(url, null)
    const sent = valueOf(field.repetitions[0], 1)
    if (sent === undefined) return
    const code = countryOf(sent)
    if (code === undefined) return context.warn(at, `${at} is not a known country; it was left out.`)
    facts.patch.extensions.set(url, { url, extension: [{ url: 'code', valueCodeableConcept: codeable(isoCountries, code) }] })
  }
}
