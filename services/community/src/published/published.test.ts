import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { SyntaxValidator } from 'fast-xml-validator'
import ICAL from 'ical.js'
import { calendarOf, type DatedItem } from './calendar.ts'
import { feedOf } from './feed.ts'
import type { Item } from './item.ts'

const publicUrl = 'https://hub.example'
const item = (more: Partial<Item> = {}): Item => ({ kind: 'talk', id: 't1', title: 'Titel', summary: '', text: '', topics: [], path: '/netz/ruhr/reihen/a', since: Date.UTC(2027, 2, 1, 12), ...more })
const channel = { title: 'Netz <Ruhr> & mehr', about: 'Neues', link: `${publicUrl}/netz/ruhr`, self: `${publicUrl}/feed.xml?kinds=talk&topic=a`, language: 'de' }
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: fc.constantFrom(']]>', '<', '&', '"', '\u0000', '\u000b', '\r\n', '\ud800', '\uffff', 'ä', '😀', '\\', ';', ',', ':', ' ', '\n'), maxLength: 60 }))

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: false, isArray: (name) => name === 'item' || name === 'category' })
interface Entry { readonly title: string; readonly link: string; readonly guid: { readonly '#text': string; readonly '@_isPermaLink': string }; readonly pubDate: string; readonly description?: string; readonly category?: readonly string[] }
interface Read { readonly title: string; readonly link: string; readonly lastBuildDate?: string; readonly 'atom:link': { readonly '@_href': string; readonly '@_rel': string }; readonly item?: readonly Entry[] }
function readFeed(xml: string): Read {
  assert.equal(SyntaxValidator.validate(xml), true)
  return (parser.parse(xml) as { rss: { channel: Read } }).rss.channel
}

test('a feed: the newest first, with absolute addresses, its own address and the time of the newest; what never was news is not in it', () => {
  const read = readFeed(feedOf([item(), item({ id: 't2', since: undefined }), item({ id: 't3', since: Date.UTC(2027, 3, 1), summary: 'Was <b>', topics: ['A & B', 'C'] })], channel, publicUrl))
  assert.deepEqual([read.title, read.link, read.lastBuildDate, read['atom:link']['@_href'], read['atom:link']['@_rel']], [channel.title, channel.link, 'Thu, 01 Apr 2027 00:00:00 GMT', channel.self, 'self'])
  assert.deepEqual(read.item, [
    { title: 'Titel', link: `${publicUrl}/netz/ruhr/reihen/a`, guid: { '#text': 'talk/t3', '@_isPermaLink': 'false' }, pubDate: 'Thu, 01 Apr 2027 00:00:00 GMT', description: 'Was <b>', category: ['A & B', 'C'] },
    { title: 'Titel', link: `${publicUrl}/netz/ruhr/reihen/a`, guid: { '#text': 'talk/t1', '@_isPermaLink': 'false' }, pubDate: 'Mon, 01 Mar 2027 12:00:00 GMT' },
  ])
  assert.equal(readFeed(feedOf([], channel, publicUrl)).lastBuildDate, undefined)
})

test('a feed is well-formed whatever its texts hold, and reads back equal but for what XML cannot hold', () => {
  const possible = (text: string): string => Array.from(text.replaceAll(/\r\n?/g, '\n')).filter((one) => /^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(one)).join('')
  fc.assert(fc.property(anyText, anyText, anyText, (title, summary, topic) => {
    const [read] = readFeed(feedOf([item({ title: `x${title}`, summary: `x${summary}`, topics: [`x${topic}`] })], channel, publicUrl)).item!
    assert.deepEqual([read!.title, read!.description, read!.category], [`x${possible(title)}`, `x${possible(summary)}`, [`x${possible(topic)}`]])
  }), { numRuns: 300 })
})

const dated = (more: Partial<DatedItem> = {}): DatedItem => ({ ...item(), when: { start: '2027-03-27T16:00:00.000Z', end: '2027-03-27T17:30:00.000Z', place: 'Zeche Beispiel, Saal 1' }, ...more })
const options = { name: 'Netz Ruhr', domain: 'ruhr.hub.example', publicUrl, now: Date.UTC(2027, 0, 1) }
const read = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[] as ConstructorParameters<typeof ICAL.Component>[0]).getAllSubcomponents('vevent').map((component) => {
  const event = new ICAL.Event(component)
  return {
    uid: event.uid, title: event.summary, about: event.description, place: event.location, start: event.startDate.toJSDate().toISOString(), end: event.endDate.toJSDate().toISOString(),
    url: component.getFirstPropertyValue('url'), status: component.getFirstPropertyValue('status'),
  }
})

test('a calendar is read back equal by another program: instants, texts, addresses, what is cancelled; the same thing has the same name each time', async () => {
  const items = [dated({ summary: 'Erste Zeile\nZweite; mit, allem \\ und "' }), dated({ id: 't2', kind: 'meeting', title: 'Ä'.repeat(120), when: { start: '2027-10-31T00:30:00.000Z', end: '2027-10-31T01:30:00.000Z', place: '', cancelled: true } })]
  const events = read(await calendarOf(items, options))
  assert.deepEqual(events, [
    { uid: 'talk-t1@ruhr.hub.example', title: 'Titel', about: items[0]!.summary, place: 'Zeche Beispiel, Saal 1', start: items[0]!.when.start, end: items[0]!.when.end, url: `${publicUrl}/netz/ruhr/reihen/a`, status: 'CONFIRMED' },
    { uid: 'meeting-t2@ruhr.hub.example', title: 'Ä'.repeat(120), about: null, place: null, start: '2027-10-31T00:30:00.000Z', end: '2027-10-31T01:30:00.000Z', url: `${publicUrl}/netz/ruhr/reihen/a`, status: 'CANCELLED' },
  ])
  assert.deepEqual(read(await calendarOf(items, { ...options, now: options.now + 1 })), events)
  assert.equal((await calendarOf([], options)).includes('VEVENT'), false)
})

test('a calendar is read back equal whatever its texts hold, but for what nobody can see', async () => {
  const seen = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '').toWellFormed()
  await fc.assert(fc.asyncProperty(anyText, anyText, anyText, async (title, summary, place) => {
    const [event, ...more] = read(await calendarOf([dated({ title: `x${title}`, summary: `x${summary}`, when: { ...dated().when, place: `x${place}` } })], options))
    assert.deepEqual([event!.title, event!.about, event!.place, more.length], [`x${seen(title)}`, `x${seen(summary)}`, `x${seen(place)}`, 0])
  }), { numRuns: 300 })
})
