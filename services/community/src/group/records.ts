import { timingSafeEqual } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { isEditor, ownerOf } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import type { GroupInput } from './shapes.ts'

/** Everything of a group but itself has the group as its parent. */
export const kinds = { group: 'group', member: 'group-member', meeting: 'group-meeting', task: 'group-task', result: 'group-result', decisions: 'group-decisions', notice: 'group-notice' } as const

/** Somebody who works in a group, or asks to: with an account, or known by the browsers that opened the link in their mail. */
export interface Member {
  readonly name: string
  readonly mail: string
  readonly about: string
  readonly named: boolean
  readonly lead: boolean
  /** unconfirmed: nobody has read the mail yet · asked: waits for the group's lead. */
  readonly state: 'unconfirmed' | 'asked' | 'member'
  readonly account: string | undefined
  readonly owners: readonly string[]
  /** What the mails' links hold; '' = no mail was sent. */
  readonly proof: string
  /** The address is theirs: mails may go to it. */
  readonly mailProven: boolean
  /** Whether they want mails of the group's dates. */
  readonly dates: boolean
  readonly language: string
}

export interface Decision {
  readonly key: string
  readonly day: string
  readonly text: string
  readonly instead: number
}

/** In the order of their numbers, from 1. */
export interface Decisions {
  readonly decisions: readonly Decision[]
}

export interface GroupView {
  readonly group: PlugDocument<GroupInput>
  readonly members: readonly PlugDocument<Member>[]
  /** Who asks, as a member or as somebody who wants to be one. */
  readonly own: PlugDocument<Member> | undefined
  readonly isMember: boolean
  /** Leads and editors. */
  readonly mayLead: boolean
}

const unknown = (): Fault => new Fault('not-found', 'community/group-unknown', 'There is no such group.')

/** A group with who asks for it. Faults: community/group-unknown; also where it is hidden from who asks. */
export async function groupOf(asked: Asked, id: string = asked.call.params['group']!): Promise<GroupView> {
  const [group, members] = await Promise.all([asked.documents.get<GroupInput>(kinds.group, id), allDocuments<Member>(asked.documents, kinds.member, id)])
  if (group === undefined) throw unknown()
  const { account, device } = asked.call.caller
  const owner = device === undefined ? undefined : ownerOf(asked, id)
  const own = members.find(({ body }) => (account !== undefined && body.account === account) || (owner !== undefined && body.owners.includes(owner)))
  const isMember = own?.body.state === 'member'
  const mayLead = isEditor(asked) || (isMember && own.body.lead)
  if (group.body.stage === 'hidden' && !mayLead && !isMember) throw unknown()
  return { group, members, own, isMember, mayLead }
}

/** Faults: community/group-unknown, community/group-members-only. */
export async function asMember(asked: Asked): Promise<GroupView> {
  const view = await groupOf(asked)
  if (!view.isMember && !view.mayLead) throw new Fault('forbidden', 'community/group-members-only', 'Only members of the group may do this.')
  return view
}

/** Faults: community/group-unknown, community/group-leads-only. */
export async function asLead(asked: Asked): Promise<GroupView> {
  const view = await groupOf(asked)
  if (!view.mayLead) throw new Fault('forbidden', 'community/group-leads-only', 'Only who leads the group may do this.')
  return view
}

export const sameProof = (given: string, kept: string): boolean => given.length === kept.length && timingSafeEqual(Buffer.from(given), Buffer.from(kept))
