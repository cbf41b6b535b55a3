import type { Repetition } from '../../field.ts'
import { namenszusaetze, vorsatzworte } from '../tables/name-words.ts'
import type { Element, Extension, HumanName } from './shapes.ts'
import { germanExtension, hl7Extension } from './systems.ts'
import { valueOf } from './text.ts'

/** Where the parts of a name stand: XPN begins with the family name, XCN with an id before it. */
interface Layout {
  readonly family: number
  readonly given: number
  readonly further: number
  readonly suffix: number
  readonly prefix: number
  readonly degree: number
}

const xpn: Layout = { family: 1, given: 2, further: 3, suffix: 4, prefix: 5, degree: 6 }
const xcn: Layout = { family: 2, given: 3, further: 4, suffix: 5, prefix: 6, degree: 7 }

// Source: HL7 table 0200, FHIR name-use. What is not here has no use in FHIR.
const uses: Readonly<Record<string, string>> = {
  L: 'official',
  R: 'official',
  C: 'official',
  I: 'official',
  D: 'usual',
  K: 'usual',
  T: 'usual',
  B: 'maiden',
  M: 'maiden',
  N: 'nickname',
  A: 'nickname',
  S: 'anonymous',
  MSK: 'anonymous',
  BAD: 'old',
}

/** The names of an XPN field. One is official: the first legal one, else the first without a type, else the first that is not a birth
 *  name. Birth names keep the family name only, as the German profile has it. */
export function namesOf(repetitions: readonly Repetition[]): HumanName[] {
  const names: HumanName[] = []
  let official: HumanName | undefined
  let untyped: HumanName | undefined
  for (const repetition of repetitions) {
    const type = valueOf(repetition, 7)?.toUpperCase()
    const use = type === undefined || type === 'U' ? undefined : uses[type]
    const name = build(repetition, xpn, use === 'maiden')
    if (name === undefined) continue
    if (use === 'official' && official === undefined) official = name
    else if (use !== undefined) name.use = use === 'official' ? 'usual' : use
    if (use === undefined && untyped === undefined) untyped = name
    names.push(name)
  }
  const chosen = official ?? untyped ?? names.find(name => name.use !== 'maiden' && name.use !== 'anonymous')
  if (chosen) chosen.use = 'official'
  return names.map(inOrder)
}

/** The name of an XCN repetition, official. */
export function staffNameOf(repetition: Repetition): HumanName | undefined {
  const name = build(repetition, xcn, false)
  if (name) name.use = 'official'
  return name && inOrder(name)
}

/** A name in one line, for display: `Dr. med. Björn Müller`. */
export function nameText(name: HumanName): string {
  return name.text ?? [...(name.prefix ?? []), ...(name.given ?? []), ...(name.family === undefined ? [] : [name.family])].join(' ')
}

function inOrder(name: HumanName): HumanName {
  return name.use === undefined ? name : { use: name.use, ...name }
}

function build(repetition: Repetition, layout: Layout, familyOnly: boolean): HumanName | undefined {
  const name: HumanName = {}
  const suffix = valueOf(repetition, layout.suffix)
  const nobility = suffix !== undefined && namenszusaetze.has(suffix) ? suffix : undefined
  setFamily(name, repetition, layout.family, nobility)
  if (!familyOnly) {
    const given = valueOf(repetition, layout.given)
    const further = valueOf(repetition, layout.further)
    if (given !== undefined || further !== undefined) {
      name.given = [...(given === undefined ? [] : [given]), ...(further === undefined ? [] : further.split(/\s+/))]
    }
    const suffixes = nobility === undefined && suffix !== undefined ? [suffix] : []
    setPrefix(name, valueOf(repetition, layout.prefix), valueOf(repetition, layout.degree), suffixes)
    if (suffixes.length > 0) name.suffix = suffixes
  }
  return name.family === undefined && name.given === undefined ? undefined : name
}

/** Splits a family name into its German parts: as subcomponents sent, else by the official words before surnames. */
function setFamily(name: HumanName, repetition: Repetition, component: number, nobility: string | undefined): void {
  const preposition = valueOf(repetition, component, 2)
  const own = valueOf(repetition, component, 3)
  const partnerPreposition = valueOf(repetition, component, 4)
  const partner = valueOf(repetition, component, 5)
  let family = valueOf(repetition, component) ?? joined(preposition, own)
  if (family === undefined) return
  const parts = own === undefined && preposition === undefined ? split(family) : { nobility: undefined, preposition, own }
  const ownName = parts.own ?? (nobility === undefined ? undefined : family)
  if (nobility !== undefined && !family.includes(nobility)) family = `${nobility} ${family}`
  name.family = family
  const extension: Extension[] = []
  const title = nobility ?? parts.nobility
  if (title !== undefined) extension.push({ url: `${germanExtension}humanname-namenszusatz`, valueString: title })
  if (ownName !== undefined) extension.push({ url: `${hl7Extension}humanname-own-name`, valueString: ownName })
  if (parts.preposition !== undefined) extension.push({ url: `${hl7Extension}humanname-own-prefix`, valueString: parts.preposition })
  if (partner !== undefined) extension.push({ url: `${hl7Extension}humanname-partner-name`, valueString: partner })
  if (partnerPreposition !== undefined) extension.push({ url: `${hl7Extension}humanname-partner-prefix`, valueString: partnerPreposition })
  if (extension.length > 0) name._family = { extension }
}

interface FamilyParts {
  readonly nobility: string | undefined
  readonly preposition: string | undefined
  readonly own: string | undefined
}

const whole: FamilyParts = { nobility: undefined, preposition: undefined, own: undefined }

/** Only words written as in the official lists count: `von der Lühe` splits, `Van Halen` and `DE BOER` do not. */
function split(family: string): FamilyParts {
  if (!family.includes(' ')) return whole
  const words = family.split(' ')
  const nobility = namenszusaetze.has(words[0]!) ? words[0] : undefined
  const from = nobility === undefined ? 0 : 1
  let to = from
  for (let end = from + 1; end < words.length && end <= from + 4; end++) if (vorsatzworte.has(words.slice(from, end).join(' '))) to = end
  if (to === 0) return whole
  const own = words.slice(to).join(' ')
  return { nobility, preposition: to === from ? undefined : words.slice(from, to).join(' '), own }
}

function joined(preposition: string | undefined, own: string | undefined): string | undefined {
  return own === undefined ? undefined : preposition === undefined ? own : `${preposition} ${own}`
}

const salutation = /^(?:Herrn?|Frau|Hr\.|Fr\.|Mr\.?|Mrs\.?|Ms\.?)(?:\s+|$)/
const academic = /\b(?:Prof|Dr|PD|Priv|Dipl|Mag|Lic|Ing|Doz|MUDr|MD|PhD)\b/i
// The faculty of a doctor's degree belongs behind `Dr.`, not behind the name.
const faculty = /^(?:h\. ?c\.|(?:med|rer|phil|jur|iur|ing|nat|dent|vet|theol|oec|pol|paed|sc|habil|-ing)\b)/i

const academicQualifier: Element = Object.freeze({
  extension: [{ url: `${hl7Extension}iso21090-EN-qualifier`, valueCode: 'AC' }],
})

/** `Herr Dr.` gives a salutation and a title; `Dr.` with the degree `med.` gives `Dr. med.`. A degree that is no faculty is a suffix. */
function setPrefix(name: HumanName, sent: string | undefined, degree: string | undefined, suffixes: string[]): void {
  let title = sent
  let greeting: string | undefined
  const greeted = sent === undefined ? null : salutation.exec(sent)
  if (greeted) {
    greeting = greeted[0].trim()
    title = sent!.slice(greeted[0].length)
  }
  if (degree !== undefined) {
    if (title !== undefined && title !== '' && faculty.test(degree)) title = `${title} ${degree}`
    else suffixes.push(degree)
  }
  if (title === '') title = undefined
  if (greeting === undefined && title === undefined) return
  const qualified = title !== undefined && academic.test(title)
  name.prefix = [...(greeting === undefined ? [] : [greeting]), ...(title === undefined ? [] : [title])]
  if (qualified) name._prefix = greeting === undefined ? [academicQualifier] : [null, academicQualifier]
}
