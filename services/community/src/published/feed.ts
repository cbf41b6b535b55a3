import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked } from '../community-route.ts'
import { chosenItems } from './chosen-items.ts'
import type { Item } from './item.ts'
import { publishedFile } from './published-file.ts'
import { element, xmlDocument, type Xml } from './xml.ts'

/** The newest; a reader that looks daily misses nothing. */
const mostEntries = 100

export interface Channel {
  readonly title: string
  readonly about: string
  /** Of the page it is about; absolute, as the next one. */
  readonly link: string
  /** Of the feed itself. */
  readonly self: string
  readonly language: string
  /** Newest news, milliseconds since 1970 UTC; undefined = there is none. */
  readonly updated: number | undefined
}

/** RSS 2.0 with the atom:link that names the feed itself. `more` comes before the entries; `namespaces` are what it needs beyond Atom's.
 *  Source: RSS 2.0 Specification, RSS Advisory Board, 2.0.11. */
export function rss({ title, about, link, self, language, updated }: Channel, entries: readonly Xml[], more: readonly Xml[] = [], namespaces: Readonly<Record<string, string>> = {}): string {
  return xmlDocument(element('rss', { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom', ...namespaces },
    element('channel', {},
      element('title', {}, title), element('link', {}, link), element('description', {}, about), element('language', {}, language),
      updated === undefined ? undefined : element('lastBuildDate', {}, rssDate(updated)),
      element('atom:link', { href: self, rel: 'self', type: 'application/rss+xml' }),
      ...more, ...entries)))
}

export const rssDate = (at: number): string => new Date(at).toUTCString()

function entryOf({ kind, id, title, summary, topics, path, since }: Item & { readonly since: number }, publicUrl: string): Xml {
  return element('item', {},
    element('title', {}, title), element('link', {}, publicUrl + path), element('guid', { isPermaLink: 'false' }, `${kind}/${id}`), element('pubDate', {}, rssDate(since)),
    summary === '' ? undefined : element('description', {}, summary), ...topics.map((topic) => element('category', {}, topic)))
}

/** Items as a feed, the newest first; what never became news is not in it. */
export function feedOf(items: readonly Item[], channel: Omit<Channel, 'updated'>, publicUrl: string): string {
  const news = items.flatMap((item) => (item.since === undefined ? [] : [{ ...item, since: item.since }])).toSorted((a, b) => b.since - a.since).slice(0, mostEntries)
  return rss({ ...channel, updated: news[0]?.since }, news.map((item) => entryOf(item, publicUrl)))
}

/** RSS of what the network publishes: `kinds=post,talk` and `topic=`. Faults: community/kinds. */
export async function showFeed(asked: Asked): Promise<RouteAnswer> {
  const items = await chosenItems(asked)
  const { carrier, call, publicUrl } = asked
  const query = call.query.size === 0 ? '' : `?${call.query.toString()}`
  return publishedFile('application/rss+xml; charset=utf-8', feedOf(items, {
    title: carrier.name, about: `Neues von ${carrier.name}`, link: `${publicUrl}/netz/${carrier.slug}`, language: 'de', self: `${publicUrl}/services/steckwerk-community/${carrier.slug}/feed.xml${query}`,
  }, publicUrl))
}
