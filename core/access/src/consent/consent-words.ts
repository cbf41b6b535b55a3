import { carrierSystem, siteSystem, type Resource } from '@steckwerk/fhir'
import { isDay } from '../person/age.ts'
import { categoriesOfTypes, consentPurposes, type Words } from './categories.ts'
import { miiResearchCode, reasonSystem, termsOf, typeSystem } from './consent-terms.ts'
import { listOf, members, textOf, type Loose } from './loose.ts'

/** A Consent in sentences. `complete` false: something in it cannot be shown in words, and the last sentence says so. */
export interface ConsentWords {
  readonly de: readonly string[]
  readonly en: readonly string[]
  readonly complete: boolean
}

export interface Telling {
  /** The name of a recipient by its id (`slug` or `slug/site`); undefined = not known here. */
  readonly nameOf: (recipient: string) => string | undefined
  /** Whose data: the reader's own, or somebody's by name. */
  readonly whose: { readonly you: true } | { readonly you: false; readonly name: string }
}

interface Said {
  readonly recipients: readonly string[]
  readonly permit: boolean
  readonly what: Words
  readonly purposes: readonly Words[]
  readonly start: string | undefined
  readonly end: string | undefined
}

/** Tells a Consent in both languages, also one that another system wrote: what is understood, and honestly that there is more. Pure. */
export function consentWords(consent: Resource, telling: Telling): ConsentWords {
  const said: Said[] = []
  const complete = tell(members(consent.provision), {}, telling, said, 0)
  const own = termsOf(consent) !== undefined
  // Of the portal's own form for research, the denial around the permitted use goes without saying.
  const lines = own ? said.filter(({ permit }) => permit) : said
  const rest = complete ? { de: [], en: [] } : {
    de: ['Diese Einwilligung enthält Angaben, die hier nicht in Worten gezeigt werden können. Fragen Sie das Krankenhaus.'],
    en: ['This consent contains details that cannot be shown in words here. Please ask the hospital.'],
  }
  return { de: [...lines.map(german), ...rest.de], en: [...lines.map(english), ...rest.en], complete }
}

/** What a provision says beside its exceptions; `outer` is what it inherits. Returns whether all was understood. */
function tell(provision: Loose, outer: Loose, telling: Telling, said: Said[], depth: number): boolean {
  if (depth > 3) return false
  const inherited = { ...pick(outer, ['actor', 'purpose', 'class', 'period']), ...provision }
  const recipients = read(inherited.actor, (actor) => recipientName(actor, telling))
  const purposes = read(inherited.purpose, purposeWords)
  const types = read(inherited.class, typeCode)
  const period = members(inherited.period)
  const { categories, left } = categoriesOfTypes(types?.values ?? [])
  const decided = provision.type === 'permit' || provision.type === 'deny'
  let complete = decided && known(provision) && recipients?.all !== false && purposes?.all !== false && types?.all !== false && left.length === 0
  if (decided && recipients !== undefined && recipients.values.length > 0) {
    said.push({
      recipients: recipients.values,
      permit: provision.type === 'permit',
      what: types === undefined ? everything(telling) : some(categories.map(({ words }) => words), left, telling),
      purposes: purposes?.values ?? (provision.type === 'permit' ? [consentPurposes[0]!.words] : []),
      start: day(textOf(period.start)),
      end: day(textOf(period.end)),
    })
  } else if (recipients === undefined && provision.provision === undefined) {
    complete = false
  }
  for (const inner of listOf(provision.provision)) complete = tell(members(inner), inherited, telling, said, depth + 1) && complete
  return complete
}

const pick = (from: Loose, names: readonly string[]): Loose => Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])))

/** Only what is told of below. The MII's code for research is told by its purpose. */
function known(provision: Loose): boolean {
  const told = new Set(['type', 'period', 'actor', 'purpose', 'class', 'provision', 'id'])
  const codes = listOf(provision.code).map((concept) => listOf(members(concept).coding).map((coding) => members(coding).code))
  const research = codes.length > 0 && codes.every((coding) => coding.length > 0 && coding.every((code) => code === miiResearchCode))
  return Object.keys(provision).every((name) => told.has(name) || (name === 'code' && research))
}

function read<T>(value: unknown, one: (item: Loose) => T | undefined): { readonly values: readonly T[]; readonly all: boolean } | undefined {
  if (!Array.isArray(value)) return undefined
  const found = value.map((item) => one(members(item)))
  const values = found.filter((item) => item !== undefined)
  return { values, all: values.length === found.length && values.length > 0 }
}

function recipientName(actor: Loose, telling: Telling): string | undefined {
  const reference = members(actor.reference)
  const { system, value } = members(reference.identifier)
  if ((system !== carrierSystem && system !== siteSystem) || typeof value !== 'string') return undefined
  return telling.nameOf(value) ?? textOf(reference.display)
}

function purposeWords(coding: Loose): Words | undefined {
  return coding.system === reasonSystem ? consentPurposes.find(({ code }) => code === coding.code)?.words : undefined
}

const typeCode = (coding: Loose): string | undefined => (coding.system === typeSystem && typeof coding.code === 'string' ? coding.code : undefined)

/** The day of a date or an instant as it is written. */
const day = (text: string | undefined): string | undefined => text?.slice(0, 10)

function everything({ whose }: Telling): Words {
  return whose.you ? { de: 'alle Ihre Daten', en: 'all your data' } : { de: `alle Daten von ${whose.name}`, en: `all data of ${whose.name}` }
}

function some(words: readonly Words[], left: readonly string[], { whose }: Telling): Words {
  const named = words.length === 0 && left.length === 0 ? [{ de: 'Namen und Geburtsdatum', en: 'name and birth date' }] : words
  const de = list([...named.map((word) => word.de), ...left.map((type) => `„${type}“`)], 'und')
  const en = list([...named.map((word) => word.en), ...left.map((type) => `"${type}"`)], 'and')
  return whose.you ? { de: `Ihre ${de}`, en: `your ${en}` } : { de: `${de} von ${whose.name}`, en: `${en} of ${whose.name}` }
}

function list(parts: readonly string[], and: string): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`
}

function german({ recipients, permit, what, purposes, start, end }: Said): string {
  const verb = recipients.length > 1 ? 'dürfen' : 'darf'
  return [
    list(recipients, 'und'), verb, what.de, ...(purposes.length > 0 ? [list(purposes.map(({ de }) => de), 'und')] : []),
    ...(start === undefined ? [] : [`ab ${written(start, 'de')}`]), ...(end === undefined ? [] : [`bis ${written(end, 'de')}`]), permit ? 'sehen.' : 'nicht sehen.',
  ].join(' ')
}

function english({ recipients, permit, what, purposes, start, end }: Said): string {
  const when = [start === undefined ? [] : [`from ${written(start, 'en')}`], end === undefined ? [] : [`until ${written(end, 'en')}`]].flat()
  return `${[
    list(recipients, 'and'), permit ? 'may see' : 'may not see', what.en, ...(purposes.length > 0 ? [list(purposes.map(({ en }) => en), 'and')] : []), ...when,
  ].join(' ')}.`
}

/** 31.12.2027, 31 December 2027; a month or a year as it stands. */
function written(text: string, language: 'de' | 'en'): string {
  if (!isDay(text)) return text
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: language === 'de' ? 'medium' : 'long', timeZone: 'UTC' })
    .format(new Date(`${text}T00:00:00Z`))
}
