import { randomUUID } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import { mostReaders, type EditionReader, type PlugCarrier, type PlugDocument, type RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked } from '../community-route.ts'
import type { Work } from '../work.ts'
import { draftOf, editionOf } from './editions.ts'
import { mailOf, withoutFor } from './mail-of.ts'
import { kinds, sendingParent, type Edition, type Subscriber } from './records.ts'
import { endOf, isActive, pathOfSubscription } from './subscribers.ts'

/** Who wants one edition a month gets none within this time of the last. */
const monthMs = 27 * 24 * 3_600_000
/** So many mailboxes that did not exist, within a year, and the address is given up. */
const mostBounces = 3
const yearMs = 365 * 24 * 3_600_000

const unsubscribed = (network: string): string => `/netz/${network}/neues/abo`

/** What the mail will be, as text. Faults: community/edition-unknown. */
export async function previewEdition(asked: Asked): Promise<RouteAnswer> {
  const { id, body } = await editionOf(asked)
  const { subject, text, html } = await asked.carrier.editions.preview(mailOf(asked.carrier.slug, id, body), {
    ref: 'preview', address: 'vorschau@example.org', language: asked.call.query.get('language') === 'en' ? 'en' : 'de', path: unsubscribed(asked.carrier.slug), without: [],
  })
  if (asked.call.query.get('form') === 'html') return { status: 200, file: { contentType: 'text/html; charset=utf-8', content: html } }
  return { status: 200, json: { subject, text } }
}

/** One mail to an address that the editor names. Faults: community/edition-unknown, notify/mail-off, notify/address. */
export async function testEdition(asked: Asked): Promise<RouteAnswer> {
  const { mail } = input(z.strictObject({ mail: z.email().max(254) }), asked)
  const { id, body } = await draftOf(asked)
  const edition = mailOf(asked.carrier.slug, id, body)
  await asked.carrier.editions.send({ ...edition, key: `test ${id} ${randomUUID()}`, title: { de: `[Test] ${edition.title.de}`, en: `[Test] ${edition.title.en}` } }, [{ ref: 'test', address: mail, language: asked.call.caller.language === 'en' ? 'en' : 'de', path: unsubscribed(asked.carrier.slug), without: [] }])
  return { status: 202, json: {} }
}

/** From now on it stays as it is and goes out. Faults: community/edition-unknown, community/edition-begun, community/edition-empty, notify/mail-off, plug/document-changed. */
export async function startSending(asked: Asked): Promise<RouteAnswer> {
  const { version } = input(z.strictObject({ version: z.number().int().min(1) }), asked)
  const { kind, id, body } = await draftOf(asked)
  if (body.entries.length === 0 && body.intro.trim() === '') throw new Fault('conflict', 'community/edition-empty', 'There is nothing in this edition yet.')
  await asked.carrier.editions.send(mailOf(asked.carrier.slug, id, body), [])
  await asked.documents.write([{ kind, id, version, parent: sendingParent, body: { ...body, state: 'sending', begun: asked.now } satisfies Edition }])
  return { status: 202, json: {} }
}

/** Nothing more goes out, or again. Faults: community/edition-unknown. */
export async function holdSending(asked: Asked): Promise<RouteAnswer> {
  const { held } = input(z.strictObject({ held: z.boolean() }), asked)
  const { id } = await editionOf(asked)
  await asked.carrier.editions.hold(id, held)
  return { status: 204 }
}

/** Whom an edition is for: who had confirmed when it began, wants one again, and has something in it. */
function readersOf(network: string, { begun = 0, entries }: Edition, subscribers: readonly PlugDocument<Subscriber>[]): { readonly readers: readonly EditionReader[]; readonly others: number } {
  const active = subscribers.filter(({ body }) => isActive(body) && body.confirmed! <= begun)
  const readers = active.flatMap(({ id, body }) => {
    const { mail, language, secret, rhythm, lastSent } = body
    const without = withoutFor(body, entries)
    const isEarly = rhythm === 'monthly' && lastSent !== undefined && lastSent < begun && begun - lastSent < monthMs
    if (isEarly || (entries.length > 0 && without.length === entries.length)) return []
    return [{ ref: id, address: mail!, language, path: pathOfSubscription(network, id, secret), without }]
  })
  return { readers, others: active.length - readers.length }
}

/** Hands over to the mails whom an edition goes to; all of it can be done again at any time. */
async function handOver(carrier: PlugCarrier, { kind, id, version, body }: PlugDocument<Edition>): Promise<void> {
  const subscribers = await allDocuments<Subscriber>(carrier.documents, kinds.subscriber)
  const { readers, others } = readersOf(carrier.slug, body, subscribers)
  const mail = mailOf(carrier.slug, id, body)
  for (let at = 0; at < readers.length; at += mostReaders) await carrier.editions.send(mail, readers.slice(at, at + mostReaders))
  const got = new Set(readers.map(({ ref }) => ref))
  const monthly = subscribers.filter((one) => one.body.rhythm === 'monthly' && got.has(one.id))
  for (const one of monthly) {
    await carrier.documents.write([{ kind: one.kind, id: one.id, version: one.version, body: { ...one.body, lastSent: body.begun! } satisfies Subscriber }]).catch((thrown: unknown) => {
      // They are changing it at this moment: at worst they get one more this month.
      if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
    })
  }
  await carrier.documents.write([{ kind, id, version, parent: sendingParent, body: { ...body, handed: { readers: readers.length, others } } satisfies Edition }])
}

async function bounced(carrier: PlugCarrier, id: string, now: number): Promise<void> {
  const found = await carrier.documents.get<Subscriber>(kinds.subscriber, id)
  if (found === undefined || found.body.mail === undefined) return
  const bounces = [...found.body.bounces.filter((at) => at > now - yearMs), now]
  if (bounces.length >= mostBounces) return endOf(carrier, id, 'bounces', now)
  await carrier.documents.write([{ kind: kinds.subscriber, id, version: found.version, body: { ...found.body, bounces } satisfies Subscriber }])
}

/** Whoever wrote to the newsletter is told once that nobody reads there. */
async function answerOf(carrier: PlugCarrier, id: string, key: string): Promise<void> {
  const found = await carrier.documents.get<Subscriber>(kinds.subscriber, id)
  if (found === undefined || found.body.mail === undefined) return
  await carrier.mail({ to: found.body.mail, template: 'network-unread', language: found.body.language, about: '', path: pathOfSubscription(carrier.slug, id, found.body.secret), key: `unread ${key}` }).catch((thrown: unknown) => {
    if (!(thrown instanceof Fault && thrown.code === 'notify/too-many')) throw thrown
  })
}

async function hearAnswers(carrier: PlugCarrier, now: number): Promise<void> {
  for (const { id, reader, what } of await carrier.editions.returned()) {
    if (what === 'unsubscribed') await endOf(carrier, reader, 'answer', now)
    if (what === 'bounced') await bounced(carrier, reader, now)
    if (what === 'replied') await answerOf(carrier, reader, id)
    await carrier.editions.acknowledge([id])
  }
}

/** Brings editions on their way, and hears what comes back. */
export const sendEditions: Work = {
  name: 'news-editions',
  everyMs: 5_000,
  run: async ({ carrier, now }) => {
    await hearAnswers(carrier, now)
    for (const one of await allDocuments<Edition>(carrier.documents, kinds.edition, sendingParent)) {
      if (one.body.handed === undefined) {
        await handOver(carrier, one)
        continue
      }
      const progress = await carrier.editions.progress(one.id)
      if (one.body.handed.readers > 0 && progress !== undefined && progress.waiting > 0) continue
      const { sent, refused, ended } = progress ?? { sent: 0, refused: 0, ended: 0 }
      await carrier.documents.write([{ kind: one.kind, id: one.id, version: one.version, body: { ...one.body, state: 'sent', counts: { sent, refused, ended } } satisfies Edition }])
    }
  },
}
