import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument, RouteCall } from '@steckwerk/plug'

export interface Member {
  /** Names the membership where it is shown; says nothing of the account. */
  readonly ref: string
  readonly account: string
  readonly name: string
  readonly since: string
}

/** A house whose maturity is assessed: a health office, a hospital. */
export interface Office {
  readonly name: string
  readonly members: readonly Member[]
  /** Its leave that its results go into figures about all, without its name. */
  readonly peers: boolean
  /** Its leave to be asked by houses that are not as far, by name: dimensions (`oegd/staff`). */
  readonly helps?: readonly string[]
}

export type OfficeDocument = PlugDocument<Office>

/** Documents are listed so many at once; a network that has more offices than this gets no figures about the rest. */
export const mostListed = 1000

export async function allOffices({ documents }: PlugCarrier): Promise<readonly OfficeDocument[]> {
  return await documents.list<Office>('office', { count: mostListed })
}

export function isEditor({ caller }: RouteCall): boolean {
  return caller.permissions.includes('network.edit')
}

export function membership(office: Office, { caller }: RouteCall): Member | undefined {
  return office.members.find(({ account }) => account === caller.account)
}

/** The office that is called for, as one of its members sees it: for anybody else there is none, editors of the network included.
 *  Faults: maturity/office-unknown. */
export async function ownOffice(carrier: PlugCarrier, call: RouteCall): Promise<OfficeDocument> {
  const found = await officeOf(carrier, call.params['office']!)
  if (membership(found.body, call) === undefined) throw unknown()
  return found
}

/** Whoever calls must have checked what the caller may do. Faults: maturity/office-unknown. */
export async function officeOf({ documents }: PlugCarrier, id: string): Promise<OfficeDocument> {
  const found = validId(id) ? await documents.get<Office>('office', id) : undefined
  if (found === undefined) throw unknown()
  return found
}

export function validId(id: string): boolean {
  return /^[A-Za-z0-9._-]{1,128}$/.test(id)
}

function unknown(): Fault {
  return new Fault('not-found', 'maturity/office-unknown', 'There is no such house here, or it is not yours.')
}
