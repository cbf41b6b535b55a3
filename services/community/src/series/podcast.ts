import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import type { Asked } from '../community-route.ts'
import { rss, rssDate } from '../published/feed.ts'
import { pathIn } from '../published/item.ts'
import { publishedFile } from '../published/published-file.ts'
import { element, type Xml } from '../published/xml.ts'
import { dateOf, kinds, seriesOf, type Talk } from './records.ts'
import type { SeriesInput } from './shapes.ts'

export interface Episode {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly link: string
  readonly file: NonNullable<Talk['episode']>
}

/** A podcast as its apps read it: RSS 2.0 with an enclosure for each episode and the tags of Apple's namespace. The newest first.
 *  Source: Apple, Podcaster's Guide to RSS. */
export function podcastOf({ title, about }: Pick<SeriesInput, 'title' | 'about'>, { author, mail, image, category }: NonNullable<SeriesInput['podcast']>, episodes: readonly Episode[], addresses: { readonly link: string; readonly self: string }): string {
  const newest = episodes.toSorted((a, b) => (a.file.published < b.file.published ? 1 : -1))
  const entries: readonly Xml[] = newest.map(({ id, title: of, about: summary, link, file: { audio, bytes, type, seconds, published } }) => element('item', {},
    element('title', {}, of), element('link', {}, link), element('guid', { isPermaLink: 'false' }, id), element('pubDate', {}, rssDate(Date.parse(published))), element('description', {}, summary === '' ? of : summary),
    element('enclosure', { url: audio, length: String(bytes), type }), element('itunes:duration', {}, String(seconds)), element('itunes:explicit', {}, 'false')))
  return rss({ ...addresses, title, about: about === '' ? title : about, language: 'de', updated: newest[0] === undefined ? undefined : Date.parse(newest[0].file.published) }, entries, [
    element('itunes:author', {}, author), element('itunes:category', { text: category }), element('itunes:explicit', {}, 'false'), element('itunes:type', {}, 'episodic'),
    ...(image === '' ? [] : [element('itunes:image', { href: image })]),
    ...(mail === '' ? [] : [element('itunes:owner', {}, element('itunes:name', {}, author), element('itunes:email', {}, mail))]),
  ], { 'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd' })
}

/** Faults: community/podcast-unknown. */
export async function showPodcast(asked: Asked): Promise<RouteAnswer> {
  const { id, body } = await seriesOf(asked)
  if (body.podcast === null) throw new Fault('not-found', 'community/podcast-unknown', 'This series has no podcast.')
  const page = asked.publicUrl + pathIn(asked.carrier, 'reihen', id)
  const episodes = (await allDocuments<Talk>(asked.documents, kinds.talk, id)).flatMap(({ id: talk, body: { topic, about, episode } }) =>
    (episode === null ? [] : [{ id: talk, title: topic === '' ? body.title : topic, about, link: `${page}/${dateOf(talk)}`, file: episode }]))
  return publishedFile('application/rss+xml; charset=utf-8', podcastOf(body, body.podcast, episodes, { link: page, self: `${asked.publicUrl}/services/steckwerk-community/${asked.carrier.slug}/series/${id}/podcast.xml` }))
}
