import type { RecoveryCode } from '@steckwerk/api/contract/account'
import type { Invitation, NewPerson, Person, PersonChange, PersonPage, RoleChoice, SiteChoice } from '@steckwerk/api/contract/people'
import { carrierPath, platform } from './carrier-path.ts'
import { request } from './request.ts'

const path = (carrier: string, ...parts: readonly string[]): string =>
  carrier === platform ? ['/portal/api/people', ...parts.map(encodeURIComponent)].join('/') : carrierPath(carrier, 'people', ...parts)

export function fetchPeople(carrier: string, text: string, cursor: string | null, signal: AbortSignal): Promise<PersonPage> {
  return request<PersonPage>(`${path(carrier)}?${new URLSearchParams({ ...(text === '' ? {} : { query: text }), ...(cursor === null ? {} : { cursor }) }).toString()}`, { signal })
}

/** The roles that may be given here by who asks. */
export async function fetchRoles(carrier: string, signal: AbortSignal): Promise<readonly RoleChoice[]> {
  return (await request<{ roles: readonly RoleChoice[] }>(`/portal/api/people/roles${carrier === platform ? '' : `?carrier=${encodeURIComponent(carrier)}`}`, { signal })).roles
}

export async function fetchSites(carrier: string, signal: AbortSignal): Promise<readonly SiteChoice[]> {
  return (await request<{ sites: readonly SiteChoice[] }>(carrierPath(carrier, 'sites'), { signal })).sites
}

/** The code in the answer is shown this once. */
export function invitePerson(carrier: string, person: NewPerson): Promise<Invitation> {
  return request<Invitation>(path(carrier), { method: 'POST', json: person })
}

/** A new code for who has not set up a way in; the former one ends. */
export function inviteAgain(carrier: string, account: string): Promise<Invitation> {
  return request<Invitation>(path(carrier, account, 'invitation'), { method: 'POST', json: {} })
}

export function changePerson(carrier: string, account: string, change: PersonChange): Promise<Person> {
  return request<Person>(path(carrier, account), { method: 'PUT', json: change })
}

export function lockPerson(carrier: string, account: string, locked: boolean): Promise<Person> {
  return request<Person>(path(carrier, account, 'lock'), { method: 'POST', json: { locked } })
}

/** Takes all roles here. */
export function closePerson(carrier: string, account: string): Promise<void> {
  return request<void>(path(carrier, account), { method: 'DELETE' })
}

/** For staff who cannot get in any more. */
export function recoverStaff(carrier: string, account: string): Promise<RecoveryCode> {
  return request<RecoveryCode>(carrierPath(carrier, 'recoveries'), { method: 'POST', json: { account } })
}
