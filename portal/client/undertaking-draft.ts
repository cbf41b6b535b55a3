import type { Figure, Undertaking, UndertakingFacts } from './undertakings.ts'

type Amount = number | string

/** What is being typed: numbers as fields have them. */
export interface UndertakingDraft extends Omit<UndertakingFacts, 'costs' | 'evidence' | 'contacts'> {
  readonly costs: { readonly once: Amount; readonly onceFor: string; readonly yearly: Amount; readonly yearlyFor: string }
  readonly evidence: { readonly links: UndertakingFacts['evidence']['links']; readonly figures: readonly FigureDraft[] }
  readonly contacts: readonly ContactDraft[]
}

export interface FigureDraft extends Omit<Figure, 'before' | 'after'> {
  readonly before: Amount
  readonly after: Amount
}

export interface ContactDraft {
  readonly name: string
  readonly organization: string
  readonly role: string
  readonly mail: string
  readonly consent: boolean
}

export const emptyFigure: FigureDraft = { what: '', unit: '', before: '', after: '', day: '', source: '' }
export const emptyContact: ContactDraft = { name: '', organization: '', role: '', mail: '', consent: false }

export const emptyUndertaking: UndertakingDraft = {
  title: '', what: '', forWhom: '', topics: [], partners: [], costs: { once: '', onceFor: '', yearly: '', yearlyFor: '' }, funding: '', contacts: [],
  evidence: { links: [], figures: [] }, lessons: { different: '', helped: '' }, links: [],
}

const typed = (amount: number | null): Amount => amount ?? ''
const amount = (given: Amount): number | null => (given === '' || !Number.isFinite(Number(given)) ? null : Number(given))

export function draftOf({ title, what, forWhom, topics, partners, costs, funding, contacts, evidence, lessons, links }: Undertaking): UndertakingDraft {
  return {
    title, what, forWhom, topics, funding, lessons, links, partners: partners.map(({ actor, role }) => ({ actor, role })),
    costs: { ...costs, once: typed(costs.once), yearly: typed(costs.yearly) },
    contacts: contacts.map(({ name, organization, role, mail = '' }) => ({ name, organization, role, mail, consent: true })),
    evidence: { links: evidence.links, figures: evidence.figures.map(figure => ({ ...figure, before: typed(figure.before) })) },
  }
}

/** As the hub takes it. What is wrong with it is said by {@link wrongWith} before. */
export function factsOf({ costs, evidence, contacts, links, ...rest }: UndertakingDraft): UndertakingFacts {
  return {
    ...rest, costs: { ...costs, once: amount(costs.once), yearly: amount(costs.yearly) },
    contacts: contacts.map(contact => ({ ...contact, mail: contact.mail.trim(), consent: true })),
    evidence: { links: evidence.links.map(link => ({ ...link, href: withScheme(link.href) })), figures: evidence.figures.map(figure => ({ ...figure, before: amount(figure.before), after: amount(figure.after) ?? 0 })) },
    links: links.map(link => ({ ...link, href: withScheme(link.href) })),
  }
}

/** Places that are not as they should be: `title`, `figures.0.unit`. */
export function wrongWith({ title, evidence, contacts, links }: UndertakingDraft): ReadonlySet<string> {
  const short = (text: string, least = 2): boolean => text.trim().length < least
  const address = (href: string): boolean => !(/^\/(?!\/)[\w\-./~%?=&#]*$/.test(href) || (href.trim() !== '' && URL.canParse(withScheme(href))))
  const titled = (name: string, rows: UndertakingFacts['evidence']['links']): readonly string[] => rows.flatMap((row, at) => [...(short(row.title) ? [`${name}.${at}.title`] : []), ...(address(row.href) ? [`${name}.${at}.href`] : [])])
  return new Set([
    ...(short(title, 3) ? ['title'] : []),
    ...evidence.figures.flatMap((figure, at) => [
      ...(short(figure.what) ? [`figures.${at}.what`] : []), ...(short(figure.unit, 1) ? [`figures.${at}.unit`] : []), ...(amount(figure.after) === null ? [`figures.${at}.after`] : []),
      ...(figure.day === '' ? [`figures.${at}.day`] : []), ...(short(figure.source) ? [`figures.${at}.source`] : []),
    ]),
    ...contacts.flatMap((contact, at) => [
      ...(short(contact.name) ? [`contacts.${at}.name`] : []), ...(contact.mail.trim() === '' || mailForm.test(contact.mail.trim()) ? [] : [`contacts.${at}.mail`]), ...(contact.consent ? [] : [`contacts.${at}.consent`]),
    ]),
    ...titled('evidence', evidence.links), ...titled('links', links),
  ])
}

export const mailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const withScheme = (href: string): string => (href === '' || href.startsWith('/') || /^https?:\/\//i.test(href) ? href.trim() : `https://${href.trim()}`)
