import type {
  ChildList, ChildRequest, DeskNumber, InsuranceState, InvitationCode, InvitationRequest, PersonLink, PersonLinks, ProxyList, RedeemRequest, RegisterRequest,
  RegisterResult, TopicList,
} from '@steckwerk/api/contract/person'
import { request } from './request.ts'

const base = '/portal/api/persons'
const get = <T>(path: string, signal: AbortSignal): Promise<T> => request<T>(base + path, { signal })
const post = <T>(path: string, json: unknown = {}): Promise<T> => request<T>(base + path, { method: 'POST', json })
const remove = (...path: string[]): Promise<void> => request<void>(`${base}/${path.map(encodeURIComponent).join('/')}`, { method: 'DELETE' })

export async function fetchLinks(signal: AbortSignal): Promise<readonly PersonLink[]> {
  return (await get<PersonLinks>('/links', signal)).links
}

/** Redeems the code of a letter or of an invitation for who is signed in. */
export function redeemCode(redeem: RedeemRequest): Promise<PersonLink> {
  return post<PersonLink>('/links', redeem)
}

/** Redeems a letter's code with a new account; sign in afterwards. */
export function register(registration: RegisterRequest): Promise<RegisterResult> {
  return post<RegisterResult>('/register', registration)
}

export function unlink(link: string): Promise<void> {
  return remove('links', link)
}

/** The state of the number that is told at the desk; the number itself is only in the answer that makes it. */
export function fetchDeskNumber(signal: AbortSignal): Promise<DeskNumber> {
  return get<DeskNumber>('/desk-number', signal)
}

export function makeDeskNumber(): Promise<DeskNumber> {
  return post<DeskNumber>('/desk-number')
}

export function endDeskNumber(): Promise<void> {
  return remove('desk-number')
}

export function fetchInsurance(signal: AbortSignal): Promise<InsuranceState> {
  return get<InsuranceState>('/insurance', signal)
}

export function linkByInsurance(carriers: readonly string[]): Promise<PersonLinks> {
  return post<PersonLinks>('/insurance-links', { carriers })
}

export async function fetchTopics(signal: AbortSignal): Promise<TopicList['topics']> {
  return (await get<TopicList>('/topics', signal)).topics
}

export async function fetchChildren(signal: AbortSignal): Promise<ChildList['children']> {
  return (await get<ChildList>('/children', signal)).children
}

export function takeOnChild(child: ChildRequest): Promise<PersonLink> {
  return post<PersonLink>('/children', child)
}

export function fetchProxies(signal: AbortSignal): Promise<ProxyList> {
  return get<ProxyList>('/proxies', signal)
}

export function inviteProxy(invitation: InvitationRequest): Promise<InvitationCode> {
  return post<InvitationCode>('/proxies/invitations', invitation)
}

export function endInvitation(carrier: string, id: string): Promise<void> {
  return remove('proxies', 'invitations', carrier, id)
}

export function endProxy(carrier: string, link: string): Promise<void> {
  return remove('proxies', carrier, link)
}
