import { Fault, type Clock } from '@steckwerk/kernel'
import type { PlugCarrier, RouteCall } from '@steckwerk/plug'
import { createHash, randomBytes } from 'node:crypto'
import { isEditor, membership, officeOf, type Office } from './office.ts'
import { overNewest } from './over-newest.ts'

interface Invitation {
  readonly by: 'editor' | 'member'
  /** An instant. */
  readonly until: string
}

const validDays = 14
const mostMembers = 100

function idOf(code: string): string {
  return createHash('sha256').update(`maturity ${code}`).digest('hex')
}

/** A code that makes one account a member, once. Members invite; the network's editors invite the first one only: whoever is in an office sees its answers, and
 *  nobody comes in from outside without its leave. Faults: maturity/office-unknown, maturity/members-invite. */
export async function invite(carrier: PlugCarrier, call: RouteCall, clock: Clock): Promise<{ readonly code: string; readonly until: string }> {
  const office = await officeOf(carrier, call.params['office']!)
  const member = membership(office.body, call) !== undefined
  if (!member && !isEditor(call)) throw new Fault('not-found', 'maturity/office-unknown', 'There is no such house here, or it is not yours.')
  if (!member && office.body.members.length > 0) throw new Fault('forbidden', 'maturity/members-invite', 'This house has members: only they invite others.')
  const code = randomBytes(24).toString('base64url')
  const body: Invitation = { by: member ? 'member' : 'editor', until: new Date(clock.now() + validDays * 86_400_000).toISOString() }
  await carrier.documents.write([{ kind: 'invitation', id: idOf(code), parent: office.id, body, version: 0 }])
  return { code, until: body.until }
}

/** The account that calls becomes a member; the code counts no longer. Faults: maturity/invitation. */
export async function accept(carrier: PlugCarrier, call: RouteCall, code: string, clock: Clock): Promise<{ readonly office: string }> {
  const id = idOf(code)
  const now = new Date(clock.now()).toISOString()
  return await overNewest(async () => {
    const invitation = await carrier.documents.get<Invitation>('invitation', id)
    const office = invitation === undefined ? undefined : await carrier.documents.get<Office>('office', invitation.parent ?? '')
    if (invitation === undefined || office === undefined || invitation.body.until < now) throw notValid()
    const { body } = office
    const joins = membership(body, call) === undefined
    // An editor's code that was kept back is no way into an office that has its first member.
    if ((joins && invitation.body.by === 'editor' && body.members.length > 0) || body.members.length >= mostMembers) throw notValid()
    const member = { ref: randomBytes(9).toString('base64url'), account: call.caller.account!, name: call.caller.name ?? '–', since: now }
    await carrier.documents.write([
      { kind: 'invitation', id, parent: office.id, body: undefined, version: invitation.version },
      ...(joins ? [{ kind: 'office', id: office.id, body: { ...body, members: [...body.members, member] }, version: office.version }] : []),
    ])
    return { office: office.id }
  })
}

function notValid(): Fault {
  return new Fault('not-found', 'maturity/invitation', 'This invitation does not count, or no longer.')
}
