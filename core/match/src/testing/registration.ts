import { systems, type Resource } from '@steckwerk/fhir'
import { foldName } from '../name.ts'
import { homeIn, kvnr, surname, type Home, type Person } from './population.ts'
import type { Dice } from './random.ts'
import { misheard, slip, withoutUmlauts } from './slips.ts'

const shortForms: Readonly<Record<string, string>> = {
  Katharina: 'Kathrin', Elisabeth: 'Lisa', Johannes: 'Hans', Josef: 'Sepp', Michael: 'Michi', Stefanie: 'Steffi', Maximilian: 'Max', Alexander: 'Alex', Susanne: 'Susi',
  Friedrich: 'Fritz', Heinrich: 'Heinz', Wilhelm: 'Willi', Gabriele: 'Gabi', Margarete: 'Grete', Magdalena: 'Lena', Thomas: 'Tom', Tobias: 'Tobi', Philipp: 'Filip',
  Christine: 'Tina', Ursula: 'Uschi', Charlotte: 'Lotte', Benjamin: 'Ben', Theresa: 'Resi', Nicole: 'Nicki', Gerhard: 'Gerd', Barbara: 'Bärbel', Angelika: 'Geli',
}

/** How often a registration differs from the person, in shares. Which kinds there are, and that misspelling leads among given names (half of their
 *  mismatches) and is a third among family names, beside exchanged names, is from B. H. Just et al., Why Patient Matching Is a Challenge,
 *  Perspectives in Health Information Management 13 (2016); how often a German registration goes wrong at all is our assumption, on
 *  the high side: about every third duplicate differs in a name, a date or a number. */
export const rates = {
  /** Registered in an emergency: from hearsay, much is missing. */
  emergency: 0.06,
  given: { slip: 0.03, heard: 0.02, short: 0.3, secondOnly: 0.01, joined: 0.01, placeholder: 0.003 },
  family: { slip: 0.025, heard: 0.02, transcribed: 0.25, married: 0.03, doubled: 0.01, half: 0.3 },
  exchangedNames: 0.004,
  birth: { digit: 0.015, dayMonth: 0.008, year: 0.005, incomplete: 0.004, wrong: 0.003 },
  gender: { wrong: 0.006, missing: 0.02 },
  address: { moved: 0.15, slip: 0.05, house: 0.03, missing: 0.04 },
  telecom: { changed: 0.2, missing: 0.25 },
  kvnr: { missing: 0.3, slip: 0.01, other: 0.005 },
} as const

/** A Patient as one registration makes it. `care` scales the shares: a first registration is made with more leisure than a second. */
export function register(dice: Dice, person: Person, id: string, care: number, codes: number): Resource {
  const emergency = dice.chance(rates.emergency * care)
  const scale = emergency ? care * 3 : care
  const happens = (share: number): boolean => dice.chance(Math.min(share * scale, 0.9))
  let given = givenName(dice, person, happens)
  const registered = familyName(dice, person, happens)
  let { family } = registered
  if (happens(rates.exchangedNames)) [given, family] = [[family], given[0]!]
  const identifier = [{ type: { coding: [{ system: systems.identifierType, code: 'MR' }] }, system: 'urn:oid:1.2.276.0.76.3.1.1', value: id }]
  const number = insurance(dice, person, happens, emergency)
  const home = happens(rates.address.moved) ? homeIn(dice, codes) : person.home
  const gender = happens(rates.gender.missing) ? 'unknown' : happens(rates.gender.wrong) ? (person.gender === 'male' ? 'female' : 'male') : person.gender
  const telecom = dice.chance(emergency ? 0.8 : rates.telecom.missing) ? [] : contacts(dice, person, home, happens)
  return {
    resourceType: 'Patient',
    id,
    identifier: number === undefined ? identifier : [...identifier, { system: systems.kvnr, value: number }],
    name: [
      { use: 'official', family, given },
      ...(registered.birthName === undefined ? [] : [{ use: 'maiden', family: registered.birthName }]),
    ],
    gender,
    ...birthOf(dice, person, happens),
    ...(dice.chance(emergency ? 0.5 : rates.address.missing) ? {} : { address: [addressOf(dice, home, happens)] }),
    ...(telecom.length === 0 ? {} : { telecom }),
    ...(person.birthOrder === undefined ? {} : { multipleBirthInteger: person.birthOrder }),
  }
}

type Happens = (share: number) => boolean

function givenName(dice: Dice, { given, gender }: Person, happens: Happens): string[] {
  const first = given[0]!
  if (happens(rates.given.placeholder)) return [gender === 'male' ? 'Knabe' : 'Mädchen']
  const known = given.length > 1 && dice.chance(0.4) ? [...given] : [first]
  if (given.length > 1 && happens(rates.given.secondOnly)) return [given[1]!]
  if (known.length > 1 && happens(rates.given.joined)) return [known.join('-')]
  if (shortForms[first] !== undefined && happens(rates.given.short * 0.2)) return [shortForms[first]]
  if (happens(rates.given.slip)) known[0] = slip(dice, first)
  else if (happens(rates.given.heard)) known[0] = misheard(dice, first)
  return known
}

function familyName(dice: Dice, person: Person, happens: Happens): { family: string; birthName: string | undefined } {
  let { family } = person
  let birthName = person.birthName !== undefined && dice.chance(0.5) ? person.birthName : undefined
  if (person.gender === 'female' && happens(rates.family.married)) {
    // Registered before the wedding, or after a divorce.
    family = person.birthName ?? surname(dice)
    birthName = dice.chance(0.3) ? person.family : undefined
  } else if (happens(rates.family.doubled)) family = `${family}-${person.birthName ?? surname(dice)}`
  else if (family.includes('-') && happens(rates.family.half)) family = family.split('-')[0]!
  if (happens(rates.family.slip)) family = slip(dice, family)
  else if (happens(rates.family.heard)) family = misheard(dice, family)
  if (/[äöüÄÖÜß]/.test(family) && happens(rates.family.transcribed)) family = withoutUmlauts(dice, family)
  if (foldName(family) === '') family = person.family
  return { family, birthName }
}

const two = (value: number): string => String(value).padStart(2, '0')

function birthOf(dice: Dice, { birth }: Person, happens: Happens): { birthDate?: string } {
  let { year, month, day } = birth
  if (happens(rates.birth.incomplete)) return dice.chance(0.5) ? { birthDate: String(year) } : { birthDate: `${year}-01-01` }
  if (day <= 12 && happens(rates.birth.dayMonth * 2.5)) [month, day] = [day, month]
  else if (happens(rates.birth.year)) year += dice.chance(0.5) ? 1 : -1
  else if (happens(rates.birth.wrong)) [month, day] = [dice.between(1, 12), dice.between(1, 28)]
  else if (happens(rates.birth.digit)) {
    if (dice.chance(0.4)) day = Math.max(1, Math.min(28, (day % 10) + 10 * dice.below(3)))
    else if (dice.chance(0.5)) month = dice.between(1, 9)
    else year = year - (year % 10) + dice.below(10)
  }
  return { birthDate: `${year}-${two(month)}-${two(Math.min(day, month === 2 ? 28 : 30))}` }
}

function insurance(dice: Dice, person: Person, happens: Happens, emergency: boolean): string | undefined {
  if (person.kvnr === undefined || dice.chance(emergency ? 0.7 : rates.kvnr.missing)) return undefined
  if (happens(rates.kvnr.other)) return kvnr(dice)
  return happens(rates.kvnr.slip) ? person.kvnr.slice(0, 5) + String(dice.below(10)) + person.kvnr.slice(6) : person.kvnr
}

function addressOf(dice: Dice, home: Home, happens: Happens): object {
  let { street, house } = home
  if (happens(rates.address.slip)) street = slip(dice, street)
  if (dice.chance(0.3)) street = street.replace('straße', dice.of(['str.', 'strasse'])).replace(' Straße', ' Str.')
  if (happens(rates.address.house)) house = String(dice.between(1, 90))
  return { line: [`${street} ${house}`], postalCode: happens(0.015) ? slipDigit(dice, home.code) : home.code, city: home.city }
}

function slipDigit(dice: Dice, digits: string): string {
  const at = dice.below(digits.length)
  return digits.slice(0, at) + String(dice.below(10)) + digits.slice(at + 1)
}

function contacts(dice: Dice, person: Person, home: Home, happens: Happens): object[] {
  if (happens(rates.telecom.changed)) return [{ system: 'phone', value: `01${dice.between(51, 79)}${dice.between(1_000_000, 99_999_999)}` }]
  const found: object[] = []
  if (home.landline !== undefined) found.push({ system: 'phone', value: dice.chance(0.5) ? home.landline : `+49${home.landline.slice(1)}` })
  if (person.mobile !== undefined && dice.chance(0.7)) found.push({ system: 'phone', value: person.mobile })
  return found
}
