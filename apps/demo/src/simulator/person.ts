import { kvnr } from './check-digits.ts'
import { familyNames, insurers, mensNames, nobiliary, streets, towns, womensNames } from './names.ts'
import type { Random } from './random.ts'

/** An invented person. Immutable: a change of data makes a new one. */
export interface Person {
  readonly family: string
  /** `von der`, `Freiherr von`. */
  readonly prefix: string | undefined
  readonly given: string
  readonly middle: string | undefined
  readonly title: string | undefined
  readonly birthName: string | undefined
  /** YYYYMMDD, with the time of birth (HHMM) for newborns. */
  readonly birth: string
  readonly gender: 'F' | 'M'
  readonly adult: boolean
  readonly street: string
  readonly house: string
  readonly postcode: string
  readonly town: string
  /** Area code and number: `07931` `448812`. */
  readonly phone: readonly [area: string, number: string] | undefined
  readonly mobile: string | undefined
  readonly email: string | undefined
  readonly marital: 'S' | 'M' | 'D' | 'W'
  readonly religion: 'CAT' | 'EVC' | undefined
  readonly insurer: (typeof insurers)[number]
  readonly insuranceNumber: string
}

/** Invents a person, an adult unless asked for otherwise, born between `oldest` and `youngest` years before `year`. */
export function inventPerson(
  random: Random,
  year: number,
  wanted: { readonly gender?: 'F' | 'M'; readonly youngest?: number; readonly oldest?: number } = {},
): Person {
  const gender = wanted.gender ?? (random.chance(0.52) ? 'F' : 'M')
  const family = random.pick(familyNames)
  const given = random.pick(gender === 'F' ? womensNames : mensNames)
  const age = random.between(wanted.youngest ?? 19, wanted.oldest ?? 94)
  const adult = age > 18
  const marital = adult ? random.weighted([['S', 3], ['M', 5], ['D', 1], ['W', 2]] as const) : 'S'
  return {
    family: random.chance(0.06) ? `${family}-${random.pick(familyNames)}` : family,
    prefix: random.chance(0.05) ? nobiliaryFor(random, gender) : undefined,
    given,
    middle: random.chance(0.2) ? random.pick(gender === 'F' ? womensNames : mensNames) : undefined,
    title: adult ? random.weighted([[undefined, 90], ['Dr.', 6], ['Dr. med.', 3], ['Prof. Dr.', 1]] as const) : undefined,
    birthName: gender === 'F' && marital !== 'S' && random.chance(0.8) ? random.pick(familyNames) : undefined,
    birth: `${year - age}${two(random.between(1, 12))}${two(random.between(1, 28))}`,
    gender,
    adult,
    marital,
    religion: random.weighted([['CAT', 3], ['EVC', 3], [undefined, 4]] as const),
    ...inventAddress(random),
    email: adult && random.chance(0.3) ? `${ascii(given)}.${ascii(family)}@example.org` : undefined,
    ...inventInsurance(random, family),
  }
}

/** A newborn of this mother: same address and family name, insured with her insurer. */
export function inventNewborn(random: Random, mother: Person, bornAt: string): Person {
  const gender = random.chance(0.5) ? 'F' : 'M'
  return {
    ...mother,
    given: random.pick(gender === 'F' ? womensNames : mensNames),
    middle: undefined,
    title: undefined,
    birthName: undefined,
    birth: bornAt.slice(0, 12),
    gender,
    adult: false,
    marital: 'S',
    mobile: undefined,
    email: undefined,
    insuranceNumber: inventNumber(random, mother.family),
  }
}

export function inventAddress(random: Random): Pick<Person, 'street' | 'house' | 'postcode' | 'town' | 'phone' | 'mobile'> {
  const [postcode, town] = random.pick(towns)
  return {
    street: random.pick(streets),
    house: `${random.between(1, 180)}${random.chance(0.15) ? random.pick(['a', 'b', 'c']) : ''}`,
    postcode,
    town,
    phone: random.chance(0.8) ? inventPhone(random) : undefined,
    mobile: random.chance(0.6) ? `01${random.pick(['51', '60', '71', '76'])}${random.between(1_000_000, 9_999_999)}` : undefined,
  }
}

function inventPhone(random: Random): readonly [area: string, number: string] {
  return [`0${random.between(2, 9)}${random.between(100, 999)}`, String(random.between(10_000, 999_999))]
}

export function inventInsurance(random: Random, family: string): Pick<Person, 'insurer' | 'insuranceNumber'> {
  return { insurer: random.pick(insurers), insuranceNumber: inventNumber(random, family) }
}

/** The same person as a hurried clerk would register them a second time. */
export function mistyped(random: Random, person: Person): Person {
  const slips: readonly (() => Partial<Person>)[] = [
    () => ({ family: plain(person.family) }),
    () => ({ given: plain(person.given), middle: undefined }),
    () => ({ birth: `${person.birth.slice(0, 6)}${two(random.between(1, 28))}` }),
    () => ({ title: undefined, birthName: undefined }),
    () => inventAddress(random),
  ]
  return { ...person, phone: undefined, email: undefined, ...random.pick(slips)() }
}

function nobiliaryFor(random: Random, gender: 'F' | 'M'): string {
  return random.pick(nobiliary.filter(prefix => (gender === 'F' ? !prefix.startsWith('Freiherr') : !prefix.startsWith('Gräfin'))))
}

function inventNumber(random: Random, family: string): string {
  const letter = plain(family).toUpperCase()[0] ?? 'A'
  return kvnr(/[A-Z]/.test(letter) ? letter : 'A', String(random.between(0, 99_999_999)).padStart(8, '0'))
}

/** Umlauts written out, as old systems and hurried people do. */
function plain(name: string): string {
  const written: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' }
  return name
    .replace(/[äöüÄÖÜß]/g, letter => written[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
}

function ascii(name: string): string {
  return plain(name).toLowerCase().replace(/[^a-z-]/g, '')
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
