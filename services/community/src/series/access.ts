import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { ownerOf } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { tellDates } from '../dates/date-notices.ts'
import type { Work } from '../work.ts'
import { dateOf, kinds, seriesOf, talkId, talkOf, talksOf, type DatedTalk, type Guest, type Talk } from './records.ts'
import { proofInput, registrationInput, type SeriesInput } from './shapes.ts'

const mostGuests = 3000
const day = 86_400_000
/** The way in is mailed so long before the beginning at the latest: a mail takes a while, and people look for it before. */
const mailedBeforeMs = 15 * 60_000
/** Names and addresses are forgotten so long after the talk. */
const keptMs = 30 * day

const opensAt = ({ body: { opensBefore } }: PlugDocument<SeriesInput>, { start }: Talk): number => Date.parse(start) - opensBefore * 60_000
const isFrom = (from: number, { body: { room } }: PlugDocument<SeriesInput>, talk: Talk, now: number): boolean => talk.cancelled === '' && room !== '' && from <= now && now < Date.parse(talk.end)
const isOpen = (series: PlugDocument<SeriesInput>, talk: Talk, now: number): boolean => isFrom(opensAt(series, talk), series, talk, now)
const isMailed = (series: PlugDocument<SeriesInput>, talk: Talk, now: number): boolean => isFrom(Math.min(opensAt(series, talk), Date.parse(talk.start) - mailedBeforeMs), series, talk, now)

/** Whether this browser is registered, when the room opens, and its address once it has. */
export async function accessOf(asked: Asked, series: PlugDocument<SeriesInput>, { date, talk }: DatedTalk): Promise<object> {
  const id = talkId(series.id, date)
  const own = asked.call.caller.device === undefined ? undefined : (await asked.documents.get<Guest>(kinds.guest, `${id}.${ownerOf(asked, id)}`))?.body
  return {
    offered: series.body.room !== '' && talk.cancelled === '' && asked.now < Date.parse(talk.end), opens: new Date(opensAt(series, talk)).toISOString(),
    state: own === undefined ? 'none' : own.confirmed ? 'confirmed' : 'unconfirmed', ...(own === undefined ? {} : { name: own.name }),
    ...(own?.confirmed === true && isOpen(series, talk, asked.now) ? { room: series.body.room } : {}),
  }
}

/** Names a registration among others of the same browser, which come and go; tells nothing of the proof. */
const markOf = ({ proof }: Guest): string => createHash('sha256').update(proof).digest('base64url').slice(0, 16)

const linkOf = ({ slug }: PlugCarrier, talk: string, owner: string, { proof }: Guest): string => `/netz/${slug}/reihen/${talk.slice(0, -11)}/${dateOf(talk)}#${owner}.${proof}`

/** Registers this browser for a talk; the address is proven by a mail. Faults: community/registration-closed, community/registration-full, notify/too-many. */
export async function registerForTalk(asked: Asked): Promise<RouteAnswer> {
  const { name, mail } = input(registrationInput, asked)
  const series = await seriesOf(asked)
  const { date, talk } = await talkOf(asked, series)
  if (talk.cancelled !== '' || asked.now >= Date.parse(talk.end) || series.body.room === '') throw new Fault('conflict', 'community/registration-closed', 'Nobody registers for this talk now.')
  const parent = talkId(series.id, date)
  const owner = ownerOf(asked, parent)
  const id = `${parent}.${owner}`
  const known = await asked.documents.get<Guest>(kinds.guest, id)
  if (known === undefined && await asked.documents.count(kinds.guest, parent) >= mostGuests) throw new Fault('conflict', 'community/registration-full', 'As many as can come are registered.')
  const { language } = asked.call.caller
  const guest: Guest = known?.body.mail === mail ? { ...known.body, name } : { name, mail, language, confirmed: false, proof: randomBytes(32).toString('base64url'), told: '' }
  const [version] = await asked.documents.write([{ kind: kinds.guest, id, parent, body: guest, version: known?.version ?? 0 }])
  if (!guest.confirmed) await asked.carrier.mail({ to: mail, template: 'network-confirm', language, about: titleOf(series, talk).slice(0, 120), path: linkOf(asked.carrier, parent, owner, guest), key: `talk ${id} ${version} ${markOf(guest)}` })
  return { status: 202, json: {} }
}

/** Whoever has the link of a mail is registered, in this browser, too. Faults: community/registration-unknown. */
export async function confirmRegistration(asked: Asked): Promise<RouteAnswer> {
  const { owner, proof } = input(proofInput, asked)
  const series = await seriesOf(asked)
  const parent = talkId(series.id, (await talkOf(asked, series)).date)
  const [id, here] = [`${parent}.${owner}`, `${parent}.${ownerOf(asked, parent)}`]
  const found = await asked.documents.get<Guest>(kinds.guest, id)
  if (found === undefined || !timingSafeEqual(Buffer.from(proof), Buffer.from(found.body.proof))) throw new Fault('not-found', 'community/registration-unknown', 'There is no such registration any more.')
  const body: Guest = { ...found.body, confirmed: true }
  await asked.documents.write([
    { kind: kinds.guest, id, parent, body, version: found.version },
    // The same person in another browser; the mail goes out once.
    ...(here === id ? [] : [{ kind: kinds.guest, id: here, parent, body: { ...body, told: 'elsewhere' } satisfies Guest }]),
  ])
  return { status: 204 }
}

export async function leaveTalk(asked: Asked): Promise<RouteAnswer> {
  const series = await seriesOf(asked)
  const parent = talkId(series.id, (await talkOf(asked, series)).date)
  const id = `${parent}.${ownerOf(asked, parent)}`
  if (await asked.documents.get(kinds.guest, id) !== undefined) await asked.documents.write([{ kind: kinds.guest, id, parent, body: undefined }])
  return { status: 204 }
}

/** Mails the way in, once each for each beginning, when the room opens or a little before; tells that a talk was moved or cancelled; and forgets who was there in time. */
export const seriesAccess: Work = {
  name: 'series-access',
  everyMs: 60_000,
  run: async ({ carrier, now }) => {
    const { documents } = carrier
    const ends = new Map<string, number>()
    for (const series of await allDocuments<SeriesInput>(documents, kinds.series)) {
      for (const { date, talk } of await talksOf(documents, series, now)) {
        const id = talkId(series.id, date)
        ends.set(id, Date.parse(talk.end))
        if (series.body.stage === 'open' && isMailed(series, talk, now)) await mailWayIn(carrier, id, talk, titleOf(series, talk))
      }
    }
    await tellDates({
      carrier, now, kind: kinds.notice,
      dateOf: async ({ id, parent }) => {
        const [series, talk] = await Promise.all([documents.get<SeriesInput>(kinds.series, parent!), documents.get<Talk>(kinds.talk, id)])
        if (series?.body.stage !== 'open' || talk === undefined) return undefined
        const guests = (await allDocuments<Guest>(documents, kinds.guest, id)).filter(({ body }) => body.confirmed && body.told !== 'elsewhere')
        return {
          is: talk.body, about: titleOf(series, talk.body),
          people: guests.map(({ id: guest, body }) => {
            const path = linkOf(carrier, id, guest.slice(id.length + 1), body)
            return { id: markOf(body), mail: body.mail, language: body.language, path, stop: path }
          }),
        }
      },
    })
    const old = (await allDocuments<Guest>(documents, kinds.guest)).filter(({ parent }) => (ends.get(parent!) ?? Date.parse(dateOf(parent!)) + day) + keptMs < now)
    for (let at = 0; at < old.length; at += 500) await documents.write(old.slice(at, at + 500).map(({ kind, id, parent }) => ({ kind, id, parent, body: undefined })))
  },
}

const titleOf = (series: PlugDocument<SeriesInput>, { topic }: Talk): string => (topic === '' ? series.body.title : topic)

async function mailWayIn(carrier: PlugCarrier, talk: string, { start }: Talk, about: string): Promise<void> {
  for (const { id, parent, version, body } of await allDocuments<Guest>(carrier.documents, kinds.guest, talk)) {
    if (!body.confirmed || body.told === start || body.told === 'elsewhere') continue
    try {
      await carrier.mail({ to: body.mail, template: 'network-access', language: body.language, about: about.slice(0, 120), path: linkOf(carrier, talk, id.slice(talk.length + 1), body), key: `talk access ${id} ${start} ${markOf(body)}` })
      await carrier.documents.write([{ kind: kinds.guest, id, parent, version, body: { ...body, told: start } satisfies Guest }])
    } catch (thrown) {
      // An address that takes no more mail today, or somebody who changed their registration at this moment: the next round tries again, and the page lets them in anyway.
      if (!(thrown instanceof Fault && (thrown.code.startsWith('notify/') || thrown.code === 'plug/document-changed'))) throw thrown
    }
  }
}
