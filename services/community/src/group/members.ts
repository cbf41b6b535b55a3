import { randomBytes, randomUUID } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { ownerOf } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { memberLink } from './mails.ts'
import { asLead, groupOf, kinds, sameProof, type GroupView, type Member } from './records.ts'
import { joinInput, mailsInput, memberInput, proofInput } from './shapes.ts'

const mostMembers = 500
/** What nobody confirmed is forgotten after this, when the next one asks. */
const keptMs = 7 * 24 * 3_600_000

const unknown = (): Fault => new Fault('not-found', 'community/member-unknown', 'There is no such member.')

/** Asks to join. With an account it is asked at once; otherwise a mail is sent first, and who opens its link asks. An address is proven by the same link in any case. Faults: community/group-ended, community/group-full,
 *  community/member-known, community/member-mail, notify/too-many. */
export async function askToJoin(asked: Asked): Promise<RouteAnswer> {
  const { name, mail, about, named } = input(joinInput, asked)
  const { group: { id: group, body }, members, own } = await groupOf(asked)
  if (body.stage !== 'open') throw new Fault('conflict', 'community/group-ended', 'This group takes nobody in.')
  if (own !== undefined) throw new Fault('conflict', 'community/member-known', 'Who asks is in the group already, or waits for it.')
  if (members.length >= mostMembers) throw new Fault('conflict', 'community/group-full', 'This group has as many members as it can have.')
  const { account, language } = asked.call.caller
  if (account === undefined && mail === '') throw new Fault('invalid', 'community/member-mail', 'Without an account an address is needed.', { at: 'mail' })
  const id = randomUUID()
  const member: Member = {
    name, mail, about, named, lead: false, account, owners: [], language, mailProven: false, dates: true,
    state: account === undefined ? 'unconfirmed' : 'asked', proof: mail === '' ? '' : randomBytes(32).toString('base64url'),
  }
  const old = members.filter((one) => one.body.state === 'unconfirmed' && one.at < asked.now - keptMs)
  await asked.documents.write([{ kind: kinds.member, id, parent: group, body: member, version: 0 }, ...old.map((one) => ({ kind: kinds.member, id: one.id, parent: group, body: undefined }))])
  if (mail !== '') await asked.carrier.mail({ to: mail, template: 'network-confirm', language, about: body.title, path: memberLink(asked.carrier, group, id, member), key: `group ${id}` })
  return { status: 202, json: { state: member.state } }
}

/** Whoever has the link of a mail is that person, with this browser from now on. Faults: community/member-unknown. */
export async function confirmMember(asked: Asked): Promise<RouteAnswer> {
  const { member: id, proof } = input(proofInput, asked)
  const group = asked.call.params['group']!
  const found = await asked.documents.get<Member>(kinds.member, id)
  if (found === undefined || found.parent !== group || !sameProof(proof, found.body.proof)) throw unknown()
  const owner = ownerOf(asked, group)
  const body: Member = { ...found.body, mailProven: true, state: found.body.state === 'unconfirmed' ? 'asked' : found.body.state, owners: [...found.body.owners.filter((one) => one !== owner), owner].slice(-10) }
  await asked.documents.write([{ kind: kinds.member, id, parent: group, body, version: found.version }])
  return { status: 200, json: { state: body.state } }
}

/** Whether mails of the group's dates go to a member: said by the link of such a mail, or in a browser that the group knows. Faults: community/member-unknown. */
export async function chooseMails(asked: Asked): Promise<RouteAnswer> {
  const { member, proof, dates } = input(mailsInput, asked)
  const group = asked.call.params['group']!
  const found = await asked.documents.get<Member>(kinds.member, member)
  if (found === undefined || found.parent !== group) throw unknown()
  if (proof === '' ? (await groupOf(asked)).own?.id !== member : !sameProof(proof, found.body.proof)) throw unknown()
  await asked.documents.write([{ kind: kinds.member, id: member, parent: group, body: { ...found.body, dates } satisfies Member, version: found.version }])
  return { status: 204 }
}

export async function leaveGroup(asked: Asked): Promise<RouteAnswer> {
  const view = await groupOf(asked)
  if (view.own !== undefined) await remove(asked, view, view.own)
  return { status: 204 }
}

/** Takes somebody in, or makes them lead or not; who is taken in gets the way in by mail. Faults: community/member-unknown, community/group-leads-only, community/group-leadless. */
export async function changeMember(asked: Asked): Promise<RouteAnswer> {
  const { state, lead } = input(memberInput, asked)
  const view = await asLead(asked)
  const found = memberIn(view, asked)
  if (found.body.state === 'unconfirmed') throw unknown()
  const body: Member = { ...found.body, state, lead: lead && state === 'member' }
  if (found.body.lead && !body.lead) keepsLead(view, found)
  await asked.documents.write([{ kind: kinds.member, id: found.id, parent: view.group.id, body, version: found.version }])
  if (state === 'member' && found.body.state === 'asked' && body.mailProven) {
    await asked.carrier.mail({ to: body.mail, template: 'network-access', language: body.language, about: view.group.body.title, path: memberLink(asked.carrier, view.group.id, found.id, body), key: `group access ${found.id}` })
  }
  return { status: 204 }
}

/** Faults: community/member-unknown, community/group-leads-only, community/group-leadless. */
export async function removeMember(asked: Asked): Promise<RouteAnswer> {
  const view = await asLead(asked)
  await remove(asked, view, memberIn(view, asked))
  return { status: 204 }
}

function memberIn({ members }: GroupView, { call }: Asked): PlugDocument<Member> {
  const found = members.find(({ id }) => id === call.params['member'])
  if (found === undefined) throw unknown()
  return found
}

async function remove({ documents }: Asked, view: GroupView, member: PlugDocument<Member>): Promise<void> {
  if (member.body.lead) keepsLead(view, member)
  await documents.write([{ kind: kinds.member, id: member.id, parent: view.group.id, body: undefined }])
}

function keepsLead({ members }: GroupView, { id }: PlugDocument<Member>): void {
  if (members.some((one) => one.id !== id && one.body.lead)) return
  throw new Fault('conflict', 'community/group-leadless', 'Somebody has to lead the group: make another member lead first.')
}
