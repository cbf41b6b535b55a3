import type { RecoveryCode } from '@steckwerk/api/contract/account'
import type { ConsentLine, ConsentList, PaperConsentRequest } from '@steckwerk/api/contract/consent'
import type { ActivationLetter, ActivationRequest, DeskLinkRequest, EndingAccess, LinkRequestList, PortalAccess, UnlinkRequest, UnlinkResult } from '@steckwerk/api/contract/person'
import { carrierPath } from './carrier-path.ts'
import type { Patient } from './fhir-shapes.ts'
import { searchPage } from './fhir.ts'
import { request } from './request.ts'

/** At most this many are shown; whoever is not among them is found by more letters or the birth date. */
export const mostFound = 20

/** By number, or by name with or without the birth date (DD.MM.YYYY or YYYY-MM-DD at the end). Only whom the account may see. */
export async function findAtDesk(carrier: string, typed: string, signal: AbortSignal): Promise<readonly Patient[]> {
  const text = typed.trim()
  if (text.length < 2) return []
  const birth = birthDateIn(text)
  const name = birth === undefined ? text : birth.rest
  const asked: Record<string, string> = { _count: String(mostFound) }
  if (birth !== undefined) asked['birthdate'] = birth.date
  const numbers = /^\S*\d\S*$/.test(text) && birth === undefined ? await searchPage<Patient>(carrier, 'Patient', { identifier: text, _count: String(mostFound) }, signal) : []
  if (numbers.length > 0) return numbers
  if (name !== '') asked['name'] = name.split(/[\s,]+/).filter(word => word !== '')[0] ?? ''
  const found = await searchPage<Patient>(carrier, 'Patient', asked, signal)
  const words = name.toLowerCase().split(/[\s,]+/).filter(word => word !== '')
  return found.filter(patient => words.every(word => JSON.stringify(patient.name ?? []).toLowerCase().includes(word)))
}

/** A birth date among what was typed, and the words around it. */
export function birthDateIn(text: string): { readonly date: string; readonly rest: string } | undefined {
  const match = /(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (match === null) return undefined
  const [whole, day, month, year, isoYear, isoMonth, isoDay] = match
  const date = isoYear === undefined ? `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}` : `${isoYear}-${isoMonth ?? ''}-${isoDay ?? ''}`
  return { date, rest: text.replace(whole, ' ').replaceAll(/\s+/g, ' ').trim() }
}

const ofPatient = (carrier: string, patient: string, ...parts: readonly string[]): string => carrierPath(carrier, 'patients', patient, ...parts)

export function fetchPortalAccess(carrier: string, patient: string, signal: AbortSignal): Promise<PortalAccess> {
  return request<PortalAccess>(ofPatient(carrier, patient, 'portal-access'), { signal })
}

/** The letter is in the answer this once; open codes of the same kind end. */
export function makeLetter(carrier: string, patient: string, asked: ActivationRequest): Promise<ActivationLetter> {
  return request<ActivationLetter>(ofPatient(carrier, patient, 'activation-codes'), { method: 'POST', json: asked })
}

export function endCode(carrier: string, patient: string, id: string): Promise<void> {
  return request<void>(ofPatient(carrier, patient, 'activation-codes', id), { method: 'DELETE' })
}

/** By the six digits somebody shows on their own device. */
export function linkByNumber(carrier: string, patient: string, asked: DeskLinkRequest): Promise<void> {
  return request<void>(ofPatient(carrier, patient, 'desk-links'), { method: 'POST', json: asked })
}

export function endAccess(carrier: string, patient: string, which: UnlinkRequest['which']): Promise<UnlinkResult> {
  return request<UnlinkResult>(ofPatient(carrier, patient, 'unlink'), { method: 'POST', json: { which } })
}

export function recoverPerson(carrier: string, patient: string, login: string): Promise<RecoveryCode> {
  return request<RecoveryCode>(carrierPath(carrier, 'recoveries'), { method: 'POST', json: { patient, login } })
}

export async function fetchLinkRequests(carrier: string, signal: AbortSignal): Promise<LinkRequestList['requests']> {
  return (await request<LinkRequestList>(carrierPath(carrier, 'link-requests'), { signal })).requests
}

export function decideLinkRequest(carrier: string, id: string, confirm: boolean): Promise<void> {
  return request<void>(carrierPath(carrier, 'link-requests', id), { method: 'POST', json: { confirm } })
}

export async function fetchEndingAccess(carrier: string, signal: AbortSignal): Promise<EndingAccess['ending']> {
  return (await request<EndingAccess>(`${carrierPath(carrier, 'ending-access')}?days=90`, { signal })).ending
}

export async function fetchDeskConsents(carrier: string, patient: string, signal: AbortSignal): Promise<readonly ConsentLine[]> {
  return (await request<ConsentList>(`${carrierPath(carrier, 'consents')}?${new URLSearchParams({ patient }).toString()}`, { signal })).consents
}

export function recordPaperConsent(carrier: string, consent: PaperConsentRequest): Promise<ConsentLine> {
  return request<ConsentLine>(carrierPath(carrier, 'consents'), { method: 'POST', json: consent })
}

export function withdrawAtDesk(carrier: string, id: string): Promise<ConsentLine> {
  return request<ConsentLine>(carrierPath(carrier, 'consents', id, 'withdraw'), { method: 'POST', json: {} })
}
