import { drawFamily, drawGiven } from './names.ts'
import type { Dice } from './random.ts'

/** One invented person, as they are. */
export interface Person {
  readonly gender: 'male' | 'female'
  readonly given: readonly string[]
  readonly family: string
  readonly birthName: string | undefined
  readonly birth: { readonly year: number; readonly month: number; readonly day: number }
  readonly home: Home
  readonly mobile: string | undefined
  readonly email: string | undefined
  readonly kvnr: string | undefined
  readonly birthOrder: number | undefined
}

export interface Home {
  readonly street: string
  readonly house: string
  readonly code: string
  readonly city: string
  readonly landline: string | undefined
}

const streets = ['Haupt', 'Schul', 'Garten', 'Dorf', 'Bahnhof', 'Berg', 'Linden', 'Kirch', 'Wald', 'Ring', 'Schiller', 'Goethe', 'Mozart', 'Beethoven', 'Birken', 'Ahorn',
  'Buchen', 'Rosen', 'Tulpen', 'Nelken', 'Amsel', 'Drossel', 'Finken', 'Mühlen', 'Brunnen', 'Markt', 'Post', 'Jahn', 'Bismarck', 'Wilhelm', 'Friedrich', 'Kaiser', 'König',
  'Luther', 'Lessing', 'Uhland', 'Hölderlin', 'Kant', 'Röntgen', 'Siemens', 'Daimler', 'Industrie', 'Hafen', 'Fischer', 'Weber', 'Schmiede', 'Töpfer', 'Gerber', 'Wiesen', 'Feld']
const streetEnds = ['straße', 'straße', 'straße', 'weg', 'platz', 'allee', 'gasse', 'ring', 'steig', ' Straße']
const cities = ['Neustadt', 'Burgheim', 'Altdorf', 'Mühlhausen', 'Kirchberg', 'Rosenthal', 'Waldkirch', 'Seefeld', 'Steinach', 'Bergen', 'Lindau', 'Eichstätt', 'Wiesbach', 'Brunn',
  'Talheim', 'Hochstadt', 'Marktl', 'Hafenbrück', 'Grünwald', 'Weidenau']

const thisYear = 2026

/** The people of a region, household by household: who lives together stands together. */
export function population(count: number, dice: Dice): Person[] {
  const people: Person[] = []
  // Around a hospital: so many people to a postal code as in Germany, about 10,000, of which the hospital knows one in five.
  const codes = Math.max(8, Math.round(count / 2_000))
  while (people.length < count) people.push(...household(dice, codes))
  return people.slice(0, count)
}

function household(dice: Dice, codes: number): Person[] {
  const home = homeIn(dice, codes)
  const size = dice.next()
  const family = surname(dice)
  // A hospital's patients: many old people, and newborns.
  const eldest = thisYear - (dice.chance(0.35) ? dice.between(62, 95) : dice.between(19, 62))
  const first = person(dice, { home, family, gender: dice.chance(0.5) ? 'male' : 'female', year: eldest })
  if (size < 0.38) return [first]
  const members = [first]
  const partner = dice.chance(0.93)
  if (partner) {
    const own = dice.chance(0.82) ? family : surname(dice)
    members.push(person(dice, { home, family: own, gender: first.gender === 'male' ? 'female' : 'male', year: eldest + dice.between(-6, 6), married: own === family }))
  }
  if (size < 0.66) return members
  return [...members, ...children(dice, home, family, eldest, first.given[0]!, first.gender)]
}

function children(dice: Dice, home: Home, family: string, eldest: number, parentGiven: string, parentGender: 'male' | 'female'): Person[] {
  const found: Person[] = []
  const births = 1 + dice.below(3)
  let year = eldest + dice.between(22, 36)
  for (let birth = 0; birth < births && year <= thisYear; birth++, year += dice.between(1, 4)) {
    // Grown children live elsewhere, and half of them are no patients here.
    const away = thisYear - year > 24
    if (away && dice.chance(0.5)) continue
    const place = away ? { ...home, street: street(dice), house: house(dice), landline: undefined } : home
    const gender = dice.chance(0.5) ? 'male' : 'female'
    // A child after its parent: one in a hundred.
    const after = gender === parentGender && dice.chance(0.01) ? { given: parentGiven } : {}
    // 18 births in a thousand are of twins. Source: Statistisches Bundesamt, Mehrlingsgeburten.
    if (!dice.chance(0.018)) {
      found.push(person(dice, { home: place, family, gender, year, ...after }))
      continue
    }
    const birthDay = day(dice, year)
    const alike = dice.chance(0.33) || dice.chance(0.5)
    const [one, other] = [gender, alike ? gender : gender === 'male' ? 'female' : 'male'] as const
    const told = dice.chance(0.3)
    const first = person(dice, { home: place, family, gender: one, year, birth: birthDay, ...(told ? { order: 1 } : {}) })
    let second = person(dice, { home: place, family, gender: other, year, birth: birthDay, ...(told ? { order: 2 } : {}) })
    while (second.given[0] === first.given[0]) second = person(dice, { home: place, family, gender: other, year, birth: birthDay, ...(told ? { order: 2 } : {}) })
    found.push(first, second)
  }
  return found
}

interface Traits {
  readonly home: Home
  readonly family: string
  readonly gender: 'male' | 'female'
  readonly year: number
  readonly given?: string
  readonly birth?: Person['birth']
  readonly order?: number
  readonly married?: boolean
}

function person(dice: Dice, traits: Traits): Person {
  const { home, family, gender, order } = traits
  const year = Math.min(traits.year, thisYear)
  const first = traits.given ?? drawGiven(dice, gender, year)
  const second = dice.chance(0.3) ? drawGiven(dice, gender, year) : undefined
  const grown = thisYear - year >= 16
  const wed = gender === 'female' && (traits.married === true || (thisYear - year > 30 && dice.chance(0.5)))
  return {
    gender,
    given: second === undefined || second === first ? [first] : [first, second],
    family,
    birthName: wed ? surname(dice) : undefined,
    birth: traits.birth ?? day(dice, year),
    home,
    mobile: grown && dice.chance(0.65) ? `01${dice.of(['51', '60', '70', '71', '72', '75', '76', '79'])}${dice.between(1_000_000, 99_999_999)}` : undefined,
    email: undefined,
    kvnr: dice.chance(0.88) ? kvnr(dice) : undefined,
    birthOrder: order,
  }
}

export function surname(dice: Dice): string {
  const drawn = dice.chance(0.03) ? `${drawFamily(dice)}-${drawFamily(dice)}` : drawFamily(dice)
  return dice.chance(0.01) ? `von ${drawn}` : drawn
}

function day(dice: Dice, year: number): Person['birth'] {
  const month = dice.between(1, 12)
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { year, month, day: dice.between(1, days) }
}

export function homeIn(dice: Dice, codes: number): Home {
  // Some places are larger than others.
  const place = Math.floor(codes * dice.next() ** 1.5)
  return {
    street: street(dice),
    house: house(dice),
    code: String(30_100 + place * 7),
    city: `${cities[place % cities.length]!}${place < cities.length ? '' : ` ${1 + Math.floor(place / cities.length)}`}`,
    landline: dice.chance(0.55) ? `0${5100 + place}${dice.between(10_000, 999_999)}` : undefined,
  }
}

function street(dice: Dice): string {
  return dice.of(streets) + dice.of(streetEnds)
}

function house(dice: Dice): string {
  return `${1 + Math.floor(dice.next() ** 2 * 90)}${dice.chance(0.12) ? dice.of(['a', 'b', 'c']) : ''}`
}

/** A number with its check digit. Source: § 290 SGB V, as in core/fhir. */
export function kvnr(dice: Dice): string {
  const letter = dice.below(26)
  const body = String(letter + 1).padStart(2, '0') + String(dice.below(100_000_000)).padStart(8, '0')
  const sum = [...body].reduce((total, digit, place) => {
    const product = Number(digit) * (place % 2 === 0 ? 1 : 2)
    return total + (product > 9 ? product - 9 : product)
  }, 0)
  return `${String.fromCharCode(65 + letter)}${body.slice(2)}${sum % 10}`
}
