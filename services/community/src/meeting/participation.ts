import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { DocumentChange, PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { participantLink } from './mails.ts'
import { kinds, meetingOf, ownAmong, ownersAt, participantsOf, type Entry, type Participant } from './records.ts'
import { confirmedInput, participationInput } from './shapes.ts'

const mostParticipants = 300
/** A person's phone, tablet and desk. */
const mostOwners = 8
/** What nobody confirmed is forgotten after this, and its link with it. */
const keptMs = 7 * 24 * 3_600_000

const digest = (proof: string): string => createHash('sha256').update(proof).digest('base64url')

/** Who takes part: an account at once, anybody else once the link of the mail was opened. Faults: community/meeting-closed, community/meeting-full,
 *  community/meeting-mail (without an account there is no taking part without an address), notify/too-many. */
export async function takePart(asked: Asked): Promise<RouteAnswer> {
  const given = input(participationInput, asked)
  const { id: meeting, body: { stage, title } } = await meetingOf(asked)
  if (stage === 'ended') throw new Fault('conflict', 'community/meeting-closed', 'The meeting is over.')
  const known = await forgetOld(asked, await participantsOf(asked, meeting))
  const own = ownAmong(asked, meeting, known)
  const { account, language } = asked.call.caller
  if (account === undefined && given.mail === '') throw new Fault('invalid', 'community/meeting-mail', 'Without an account an address is needed, to confirm by mail.', { at: 'mail' })
  if (own === undefined && known.length >= mostParticipants) throw new Fault('conflict', 'community/meeting-full', 'There are as many as there may be.')
  const sameMail = own !== undefined && own.body.mail === given.mail
  const mailProven = sameMail && own.body.mailProven
  const asks = given.mail !== '' && !mailProven
  const proof = sameMail && own.body.proof !== '' ? own.body.proof : given.mail === '' ? '' : randomBytes(32).toString('base64url')
  const id = own?.id ?? `${meeting}.${randomBytes(9).toString('base64url')}`
  const body: Participant = {
    ...given, mailProven, proof, told: sameMail ? own.body.told : '', language: language === 'en' ? 'en' : 'de',
    // Another address is another person until it says otherwise.
    confirmed: account !== undefined || (own?.body.confirmed === true && sameMail),
    owners: [...new Set([...own?.body.owners ?? [], ...ownersAt(asked, meeting)])].slice(-mostOwners),
  }
  const [version] = await asked.documents.write([{ kind: kinds.participant, id, parent: meeting, body, version: own?.version ?? 0 }])
  if (asks) {
    await asked.carrier.mail({
      to: given.mail, template: 'network-confirm', language, about: title.slice(0, 120), path: participantLink(asked.carrier, meeting, id, proof), key: `meeting ${id} ${version} ${digest(proof)}`,
    })
  }
  return { status: 200, json: { confirmed: body.confirmed, asked: asks } }
}

/** The link of the mail: the address is theirs, and this browser speaks for them. Faults: community/meeting-link. */
export async function confirmTakingPart(asked: Asked): Promise<RouteAnswer> {
  const { participant, proof } = input(confirmedInput, asked)
  const { id: meeting } = await meetingOf(asked)
  const found = await asked.documents.get<Participant>(kinds.participant, participant)
  const known = found === undefined || found.parent !== meeting || found.body.proof === '' ? undefined : found
  if (known === undefined || !timingSafeEqual(Buffer.from(proof), Buffer.from(known.body.proof))) throw new Fault('not-found', 'community/meeting-link', 'This link counts no longer.')
  const owners = [...new Set([...known.body.owners, ...ownersAt(asked, meeting)])].slice(-mostOwners)
  await asked.documents.write([{ kind: kinds.participant, id: known.id, parent: meeting, body: { ...known.body, owners, confirmed: true, mailProven: true } satisfies Participant, version: known.version }])
  return { status: 200, json: { office: known.body.office } }
}

/** They take part no more; their card and what they said in the matrix go with them. */
export async function leave(asked: Asked): Promise<RouteAnswer> {
  const { id: meeting } = await meetingOf(asked)
  const own = ownAmong(asked, meeting, await participantsOf(asked, meeting))
  if (own !== undefined) await forget(asked, own)
  return { status: 204 }
}

/** For editors. */
export async function removeParticipant(asked: Asked): Promise<RouteAnswer> {
  const { id: meeting } = await meetingOf(asked)
  const found = await asked.documents.get<Participant>(kinds.participant, asked.call.params['participant']!)
  if (found?.parent === meeting) await forget(asked, found)
  return { status: 204 }
}

async function forget({ documents }: Asked, { id, parent }: PlugDocument<Participant>): Promise<void> {
  const said = (await allDocuments<Entry>(documents, kinds.entry, parent)).filter(({ body }) => body.participant === id)
  const gone = (kind: string, one: string): DocumentChange => ({ kind, id: one, parent, body: undefined })
  for (let at = 0; at < said.length; at += 400) await documents.write(said.slice(at, at + 400).map((entry) => gone(kinds.entry, entry.id)))
  await documents.write([gone(kinds.participant, id), gone(kinds.card, id)])
}

async function forgetOld(asked: Asked, participants: readonly PlugDocument<Participant>[]): Promise<readonly PlugDocument<Participant>[]> {
  const old = participants.filter(({ at, body }) => !body.confirmed && at < asked.now - keptMs)
  for (const one of old) await forget(asked, one)
  return participants.filter((one) => !old.includes(one))
}
