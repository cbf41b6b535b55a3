import { urls, valueMember, valueOf, type Element, type Extension, type Language, type Questionnaire } from '@steckwerk/form'

/** What a text says in both languages; '' where it says nothing. */
export type Texts = Readonly<Record<Language, string>>

/** The language a questionnaire's own texts are in; the other one stands in translations. */
export function mainLanguage(questionnaire: Questionnaire): Language {
  const language = questionnaire['language']
  return typeof language === 'string' && language.split('-')[0] === 'en' ? 'en' : 'de'
}

/** The element with this member, or without it; its other members and their order stay. */
export function put<T extends Element>(element: T, member: string, value: unknown): T {
  if (value !== undefined) return { ...element, [member]: value }
  if (!(member in element)) return element
  const { [member]: _, ...rest } = element
  return rest as T
}

export function readTexts(element: Element, member: string, main: Language): Texts {
  const other = otherThan(main)
  const own = element[member]
  return { ...{ de: '', en: '' }, [main]: typeof own === 'string' ? own : '', [other]: contentOf(extensionsAt(element, member).find(one => isIn(one, other))) }
}

/** The element with these texts: what says the same already stays as it is, and so does everything that stands beside a text. */
export function writeTexts<T extends Element>(element: T, member: string, texts: Texts, main: Language): T {
  const other = otherThan(main)
  const before = readTexts(element, member, main)
  const own = before[main] === texts[main] ? element : put(element, member, said(texts[main]))
  if (before[other] === texts[other]) return own
  const extensions = extensionsAt(element, member)
  const at = extensions.findIndex(one => isIn(one, other))
  const text = said(texts[other])
  const next = text === undefined ? extensions.filter((_, index) => index !== at) : at < 0 ? [...extensions, translation(other, text)] : extensions.with(at, withContent(extensions[at]!, text))
  const shadow = put((element[`_${member}`] ?? {}) as Element, 'extension', next.length === 0 ? undefined : next)
  return put(own, `_${member}`, Object.keys(shadow).length === 0 ? undefined : shadow)
}

const otherThan = (language: Language): Language => language === 'de' ? 'en' : 'de'
/** FHIR knows no empty texts. */
const said = (text: string): string | undefined => text.trim() === '' ? undefined : text
const extensionsAt = (element: Element, member: string): readonly Extension[] => (element[`_${member}`] as Element | undefined)?.extension ?? []
const partOf = (one: Extension | undefined, name: string): Extension | undefined => one?.extension?.find(({ url }) => url === name)

function isIn(one: Extension, language: Language): boolean {
  const spoken = valueOf(partOf(one, 'lang'))
  return one.url === urls.translation && typeof spoken === 'string' && spoken.split('-')[0] === language && typeof valueOf(partOf(one, 'content')) === 'string'
}

function contentOf(one: Extension | undefined): string {
  const content = valueOf(partOf(one, 'content'))
  return typeof content === 'string' ? content : ''
}

function withContent(one: Extension, text: string): Extension {
  return { ...one, extension: one.extension!.map(part => part.url === 'content' ? { ...part, [valueMember(part) ?? 'valueString']: text } : part) }
}

function translation(language: Language, text: string): Extension {
  return { url: urls.translation, extension: [{ url: 'lang', valueCode: language }, { url: 'content', valueString: text }] }
}
