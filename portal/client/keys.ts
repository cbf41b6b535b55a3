import type { CertificatePage, DataKey, KeyPage } from '@steckwerk/api/contract/keys'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

export function fetchKeys(carrier: string, signal: AbortSignal): Promise<KeyPage> {
  return request<KeyPage>(carrierPath(carrier, 'keys'), { signal })
}

/** A new key seals from now on. */
export function rotateKey(carrier: string): Promise<DataKey> {
  return request<DataKey>(carrierPath(carrier, 'keys'), { method: 'POST', json: {} })
}

/** What older keys sealed is sealed anew, in the background. */
export function resealAll(carrier: string): Promise<KeyPage> {
  return request<KeyPage>(carrierPath(carrier, 'keys', 'reseal'), { method: 'POST', json: {} })
}

export function retireKey(carrier: string, number: number): Promise<void> {
  return request<void>(carrierPath(carrier, 'keys', String(number)), { method: 'DELETE' })
}

export async function fetchCertificates(carrier: string, signal: AbortSignal): Promise<CertificatePage['certificates']> {
  return (await request<CertificatePage>(carrierPath(carrier, 'certificates'), { signal })).certificates
}

/** The connector is out at once. */
export function revokeCertificates(carrier: string, connector: string): Promise<void> {
  return request<void>(carrierPath(carrier, 'certificates', connector), { method: 'DELETE' })
}
