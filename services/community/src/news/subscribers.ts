import { createHmac } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument, PlugDocuments, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { fragmentOf, isProven, linkShape, newSecret, noEnd } from '../directory/link.ts'
import type { Work } from '../work.ts'
import { kinds, type EndedBy, type Subscriber } from './records.ts'
import { subscribeBody, subscription } from './shapes.ts'

const dayMs = 24 * 3_600_000
/** What nobody confirmed is forgotten after this. */
const pendingMs = 7 * dayMs
/** So long it can be proven that a mail was asked for: claims end after three years. Source: § 195, § 199 BGB. */
const provenMs = 4 * 365 * dayMs
const hourMs = 3_600_000

const linkBody = z.strictObject({ link: linkShape })
const changeBody = z.strictObject({ link: linkShape, subscription })
const mailBody = z.strictObject({ mail: z.email().max(254) })

/** Of the page on which a subscriber changes or ends what they get. */
export const pathOfSubscription = (network: string, id: string, secret: string, until: number = noEnd): string => `/netz/${network}/neues/abo${fragmentOf(id, secret, until)}`

/** Without its key, which lies sealed beside, nobody can tell whose it is: ids are not sealed. */
export async function subscriberIdOf(documents: PlugDocuments, mail: string): Promise<string> {
  const key = await keyOf(documents)
  return createHmac('sha256', key).update(mail.trim().toLowerCase()).digest('base64url')
}

async function keyOf(documents: PlugDocuments): Promise<string> {
  for (;;) {
    const found = await documents.get<{ key: string }>(kinds.secret, 'key')
    if (found !== undefined) return found.body.key
    // Where another hub was faster, its key counts.
    await documents.write([{ kind: kinds.secret, id: 'key', version: 0, body: { key: newSecret() } }]).catch((thrown: unknown) => {
      if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
    })
  }
}

export const isActive = ({ mail, confirmed }: Subscriber): boolean => mail !== undefined && confirmed !== undefined

/** A mail asks whoever reads at this address; without their yes nothing is sent. Who is a subscriber already gets the link to their settings instead: the answer here is the same.
 *  Faults: community/input, notify/too-many. */
export async function subscribe({ carrier, documents, call, now }: Asked): Promise<RouteAnswer> {
  const { mail, topics, rhythm, words } = input(subscribeBody, { call })
  const id = await subscriberIdOf(documents, mail)
  const found = await documents.get<Subscriber>(kinds.subscriber, id)
  const language = call.caller.language === 'en' ? 'en' : 'de'
  const body: Subscriber = found !== undefined && isActive(found.body) ? found.body : {
    mail, language, topics, rhythm, secret: found?.body.mail === undefined ? newSecret() : found.body.secret, agreed: { words, at: now }, confirmed: undefined, bounces: [],
  }
  if (body !== found?.body) await documents.write([{ kind: kinds.subscriber, id, version: found?.version ?? 0, body }])
  await carrier.mail({
    to: mail, template: 'network-subscribe', language, about: '', path: pathOfSubscription(carrier.slug, id, body.secret, Math.ceil(now / hourMs) * hourMs + pendingMs), key: `subscribe ${id} ${body.agreed.at} ${Math.ceil(now / hourMs)}`,
  })
  return { status: 202, json: {} }
}

/** Faults: community/subscription-ended (also where the link is another one). */
async function ownOf({ documents, call, now }: Asked, link: z.output<typeof linkShape>): Promise<PlugDocument<Subscriber>> {
  const found = await documents.get<Subscriber>(kinds.subscriber, call.params['subscription']!)
  if (found === undefined || found.body.mail === undefined || !isProven(found.body.secret, link, now)) {
    throw new Fault('not-found', 'community/subscription-ended', 'This link does not count any more; the subscription may have ended.')
  }
  return found
}

const shown = ({ mail, topics, rhythm, agreed, confirmed }: Subscriber) =>
  ({ mail, topics, rhythm, words: agreed.words, confirmed: confirmed === undefined ? null : new Date(confirmed).toISOString() })

/** What the link is about. Changes nothing: mailboxes open links by themselves. */
export async function openSubscription(asked: Asked): Promise<RouteAnswer> {
  return { status: 200, json: shown((await ownOf(asked, input(linkBody, asked).link)).body) }
}

/** Confirms at the first time; later on changes. */
export async function changeSubscription(asked: Asked): Promise<RouteAnswer> {
  const { link, subscription: wished } = input(changeBody, asked)
  const { kind, id, version, body } = await ownOf(asked, link)
  const changed: Subscriber = { ...body, ...wished, confirmed: body.confirmed ?? asked.now }
  await asked.documents.write([{ kind, id, version, body: changed }])
  return { status: 200, json: shown(changed) }
}

export async function endSubscription(asked: Asked): Promise<RouteAnswer> {
  const { id } = await ownOf(asked, input(linkBody, asked).link)
  await endOf(asked.carrier, id, 'link', asked.now)
  return { status: 204 }
}

/** The address is gone at once, also from what waits; what was agreed to and when it ended stays for who can name the address. */
export async function endOf(carrier: PlugCarrier, id: string, by: EndedBy, now: number): Promise<void> {
  const found = await carrier.documents.get<Subscriber>(kinds.subscriber, id)
  if (found === undefined || found.body.mail === undefined) return
  await carrier.editions.withdraw(id)
  // Nobody has to prove what was never confirmed.
  const body = found.body.confirmed === undefined ? undefined : { ...found.body, mail: undefined, topics: [], secret: newSecret(), bounces: [], ended: { at: now, by } } satisfies Subscriber
  await carrier.documents.write([{ kind: kinds.subscriber, id, body }])
}

/** For the editors: how many there are, and what they want; nobody's address. */
export async function countSubscribers({ documents }: Asked): Promise<RouteAnswer> {
  const all = (await allDocuments<Subscriber>(documents, kinds.subscriber)).map(({ body }) => body)
  const topics = new Map<string, number>()
  for (const topic of all.filter(isActive).flatMap((one) => one.topics)) topics.set(topic, (topics.get(topic) ?? 0) + 1)
  return {
    status: 200,
    json: {
      active: all.filter(isActive).length, waiting: all.filter(({ mail, confirmed }) => mail !== undefined && confirmed === undefined).length, ended: all.filter(({ mail }) => mail === undefined).length,
      topics: [...topics].toSorted(([, m], [, n]) => n - m).map(([name, count]) => ({ name, count })),
    },
  }
}

/** What is known of an address that somebody names to the editors: what it agreed to, when it confirmed, how it ended. */
export async function lookUpSubscriber(asked: Asked): Promise<RouteAnswer> {
  const { mail } = input(mailBody, asked)
  const found = await asked.documents.get<Subscriber>(kinds.subscriber, await subscriberIdOf(asked.documents, mail))
  if (found === undefined) return { status: 200, json: { state: 'unknown' } }
  const { agreed, confirmed, ended } = found.body
  const instant = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString())
  return {
    status: 200,
    json: {
      state: ended !== undefined ? 'ended' : confirmed === undefined ? 'waiting' : 'active', words: agreed.words, agreed: instant(agreed.at), confirmed: instant(confirmed), ended: instant(ended?.at), by: ended?.by ?? null,
    },
  }
}

/** Whoever asks by telephone. */
export async function removeSubscriber(asked: Asked): Promise<RouteAnswer> {
  const { mail } = input(mailBody, asked)
  await endOf(asked.carrier, await subscriberIdOf(asked.documents, mail), 'editor', asked.now)
  return { status: 204 }
}

/** What nobody confirmed goes after a week, what ended after the time in which it may have to be proven. */
export const forgetSubscribers: Work = {
  name: 'news-forget',
  everyMs: hourMs,
  run: async ({ carrier: { documents }, now }) => {
    const old = (await allDocuments<Subscriber>(documents, kinds.subscriber)).filter(({ body: { mail, confirmed, agreed, ended } }) =>
      (mail !== undefined && confirmed === undefined && agreed.at < now - pendingMs) || (ended !== undefined && ended.at < now - provenMs))
    for (let at = 0; at < old.length; at += 500) {
      await documents.write(old.slice(at, at + 500).map(({ kind, id, version }) => ({ kind, id, version, body: undefined }))).catch((thrown: unknown) => {
        // Confirmed at this very moment: it is kept, and the next round forgets the others.
        if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
      })
    }
  },
}
