import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { kindWords } from '../directory/import/columns.ts'
import type { Item } from '../published/item.ts'
import { publishedFile } from '../published/published-file.ts'
import { folded } from '../search/german.ts'
import { widgetPage, type Language, type WidgetLine } from './widget-page.ts'

const most = 20
const longest = 160

interface Chosen {
  readonly lines: readonly WidgetLine[]
  /** Where in the portal everything is. */
  readonly path: string
  readonly words: { readonly title: string; readonly empty: string; readonly more: string }
}

/** `topic`, `kind` (of actors) and `count` choose, `lang` says in which language. */
interface Wanted {
  readonly asked: Asked
  readonly language: Language
  readonly count: number
  readonly isWanted: (topics: readonly string[]) => boolean
}

const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, text.lastIndexOf(' ', longest))} …`)
const lineOf = ({ asked: { publicUrl } }: Wanted, { title, path }: Pick<Item, 'title' | 'path'>, about: string): WidgetLine => ({ title, url: `${publicUrl}${path}`, about })

async function actors(wanted: Wanted): Promise<Chosen> {
  const { asked: { carrier, shelf, call: { query } }, language, count, isWanted } = wanted
  const kind = query.get('kind') ?? ''
  const found = (await shelf.actors(carrier)).things.filter((one) => (kind === '' || one.kind === kind) && isWanted(one.topics)).toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
  return {
    lines: found.slice(0, count).map(({ id, name, kind: what, city }) => lineOf(wanted, { title: name, path: `/netz/${carrier.slug}/verzeichnis/${encodeURIComponent(id)}` }, `${kindWords[what][language]} · ${city}`)),
    path: `/netz/${carrier.slug}/verzeichnis`,
    words: language === 'de' ? { title: 'Wer ist dabei?', empty: 'Noch ist niemand eingetragen.', more: `Alle im Verzeichnis: ${carrier.name}` } : { title: 'Who is there?', empty: 'Nobody is listed yet.', more: `All in the directory: ${carrier.name}` },
  }
}

async function dates(wanted: Wanted): Promise<Chosen> {
  const { asked: { carrier, now, shelf }, language, count, isWanted } = wanted
  const when = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { timeZone: 'Europe/Berlin', dateStyle: 'full', timeStyle: 'short' })
  const instant = new Date(now).toISOString()
  const next = (await shelf.items(carrier)).things.filter((one) => one.when !== undefined && one.when.cancelled !== true && one.when.end >= instant && isWanted(one.topics)).toSorted((a, b) => (a.when!.start < b.when!.start ? -1 : 1))
  return {
    lines: next.slice(0, count).map((one) => lineOf(wanted, one, [when.format(new Date(one.when!.start)), one.when!.place].filter((part) => part !== '').join(' · '))),
    path: `/netz/${carrier.slug}/termine`,
    words: language === 'de' ? { title: 'Nächste Termine', empty: 'Zurzeit steht kein Termin fest.', more: `Alle Termine: ${carrier.name}` } : { title: 'Coming up', empty: 'Nothing is planned at the moment.', more: `All dates: ${carrier.name}` },
  }
}

async function projects(wanted: Wanted): Promise<Chosen> {
  const { asked: { carrier, shelf }, language, count, isWanted } = wanted
  const newest = (await shelf.items(carrier)).things.filter(({ kind, topics }) => kind === 'project' && isWanted(topics)).toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0))
  return {
    lines: newest.slice(0, count).map((one) => lineOf(wanted, one, shortened(one.summary))),
    path: `/netz/${carrier.slug}/vorhaben`,
    words: language === 'de' ? { title: 'Referenzprojekte', empty: 'Noch gibt es kein Referenzprojekt.', more: `Alle Vorhaben: ${carrier.name}` } : { title: 'Reference projects', empty: 'There is no reference project yet.', more: `All undertakings: ${carrier.name}` },
  }
}

const widgets: Readonly<Record<string, (wanted: Wanted) => Promise<Chosen>>> = { actors, dates, projects }

/** Faults: community/widget-unknown. */
async function showWidget(asked: Asked): Promise<RouteAnswer> {
  const name = asked.call.params['widget']!
  const make = Object.hasOwn(widgets, name) ? widgets[name] : undefined
  if (make === undefined) throw new Fault('not-found', 'community/widget-unknown', 'There is no such widget.')
  const { query } = asked.call
  const language = query.get('lang') === 'en' ? 'en' : 'de'
  const count = Number(query.get('count') ?? 5)
  const topic = folded(query.get('topic') ?? '')
  const { lines, path, words: { title, empty, more } } = await make({
    asked, language, count: Number.isInteger(count) && count > 0 ? Math.min(count, most) : 5, isWanted: (topics) => topic === '' || topics.some((one) => folded(one) === topic),
  })
  return publishedFile('text/html; charset=utf-8', widgetPage({ language, title, lines, empty, more: { words: more, url: `${asked.publicUrl}${path}` } }))
}

/** What other sites show of the network, in frames. */
export const widgetRoutes: readonly CommunityRoute[] = [{ method: 'GET', path: '/embed/:widget', access: 'public', embeddable: true, answer: showWidget }]
