import { Fault, type Clock } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument, RouteCall } from '@steckwerk/plug'
import { createHash, randomBytes } from 'node:crypto'
import { mailLink, type MailedLink } from './mailed-link.ts'
import { isEditor, membership, officeOf, validId, type Office, type OfficeDocument } from './office.ts'
import { overNewest } from './over-newest.ts'

interface Invitation {
  readonly by: 'editor' | 'member'
  /** The membership of who invites; '' = an editor. */
  readonly member: string
  readonly name: string
  /** Where the link was mailed to; '' = it was handed over. */
  readonly mail: string
  /** An instant. */
  readonly until: string
}

/** An invitation that counts and nobody has accepted yet, as members see it. */
export interface OpenInvitation {
  readonly id: string
  readonly by: string
  readonly mail: string
  readonly until: string
}

const validDays = 14
const mostMembers = 100
const mostInvitations = 100

function idOf(code: string): string {
  return createHash('sha256').update(`maturity ${code}`).digest('hex')
}

/** A code that makes one account a member, once. Members invite; the network's editors invite the first one only: whoever is in an office sees its answers, and
 *  nobody comes in from outside without its leave.
 *  Faults: maturity/office-unknown, maturity/members-invite, maturity/too-many, and those of mails. */
export async function invite(carrier: PlugCarrier, call: RouteCall, to: MailedLink, clock: Clock): Promise<{ readonly code: string; readonly until: string }> {
  const office = await officeOf(carrier, call.params['office']!)
  const member = membership(office.body, call)
  if (member === undefined && !isEditor(call)) throw new Fault('not-found', 'maturity/office-unknown', 'There is no such house here, or it is not yours.')
  if (member === undefined && office.body.members.length > 0) throw new Fault('forbidden', 'maturity/members-invite', 'This house has members: only they invite others.')
  const all = await invitationsOf(carrier, office.id)
  const over = all.filter((one) => !counts(one, office.body, clock))
  if (all.length - over.length >= mostInvitations) throw new Fault('conflict', 'maturity/too-many', 'There are as many as there may be.')
  const code = randomBytes(24).toString('base64url')
  const id = idOf(code)
  const body: Invitation = { by: member === undefined ? 'editor' : 'member', member: member?.ref ?? '', name: call.caller.name ?? '–', mail: to.mail, until: new Date(clock.now() + validDays * 86_400_000).toISOString() }
  await carrier.documents.write([{ kind: 'invitation', id, parent: office.id, body, version: 0 }, ...over.map((one) => gone(one))])
  await mailLink(carrier, to, { template: 'network-invited', about: office.body.name, path: `/netz/${carrier.slug}/reifegrad/beitritt#${code}`, key: `invitation ${id}` }, { kind: 'invitation', id, parent: office.id })
  return { code, until: body.until }
}

/** What members see of the codes that were given out. */
export async function openInvitations(carrier: PlugCarrier, office: OfficeDocument, clock: Clock): Promise<readonly OpenInvitation[]> {
  return (await invitationsOf(carrier, office.id)).filter((one) => counts(one, office.body, clock)).map(({ id, body: { name, mail, until } }) => ({ id, by: name, mail, until })).toSorted((one, other) => one.until.localeCompare(other.until))
}

/** Whoever calls must have checked that the office is the caller's own. */
export async function withdrawInvitation({ documents }: PlugCarrier, office: string, id: string): Promise<void> {
  const found = validId(id) ? await documents.get<Invitation>('invitation', id) : undefined
  if (found?.parent === office) await documents.write([gone(found)])
}

/** The account that calls becomes a member; the code counts no longer. Faults: maturity/invitation. */
export async function accept(carrier: PlugCarrier, call: RouteCall, code: string, clock: Clock): Promise<{ readonly office: string }> {
  const id = idOf(code)
  const now = new Date(clock.now()).toISOString()
  return await overNewest(async () => {
    const invitation = await carrier.documents.get<Invitation>('invitation', id)
    const office = invitation === undefined ? undefined : await carrier.documents.get<Office>('office', invitation.parent ?? '')
    if (invitation === undefined || office === undefined) throw notValid()
    const { body } = office
    const joins = membership(body, call) === undefined
    if (!counts(invitation, body, clock, joins) || body.members.length >= mostMembers) throw notValid()
    const member = { ref: randomBytes(9).toString('base64url'), account: call.caller.account!, name: call.caller.name ?? '–', since: now }
    await carrier.documents.write([
      { ...gone(invitation), version: invitation.version },
      ...(joins ? [{ kind: 'office', id: office.id, body: { ...body, members: [...body.members, member] }, version: office.version }] : []),
    ])
    return { office: office.id }
  })
}

/** A code that was kept back is no way in: an editor's counts until there is a first member, a member's as long as they are one themselves.
 *  joins: false = who accepts is a member already. */
function counts({ body: { by, member, until } }: PlugDocument<Invitation>, { members }: Office, clock: Clock, joins = true): boolean {
  if (until < new Date(clock.now()).toISOString()) return false
  return by === 'editor' ? members.length === 0 || !joins : members.some(({ ref }) => ref === member)
}

async function invitationsOf({ documents }: PlugCarrier, office: string): Promise<readonly PlugDocument<Invitation>[]> {
  return await documents.list<Invitation>('invitation', { parent: office, count: 1000 })
}

const gone = ({ kind, id, parent }: PlugDocument): { readonly kind: string; readonly id: string; readonly parent: string | undefined; readonly body: undefined } => ({ kind, id, parent, body: undefined })

function notValid(): Fault {
  return new Fault('not-found', 'maturity/invitation', 'This invitation does not count, or no longer.')
}
