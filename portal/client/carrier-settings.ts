import type { CareSettings } from '@steckwerk/api/contract/people'
import type { AccessSettings } from '@steckwerk/api/contract/person'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

export function fetchAccessSettings(carrier: string, signal: AbortSignal): Promise<AccessSettings> {
  return request<AccessSettings>(carrierPath(carrier, 'access-settings'), { signal })
}

export function changeAccessSettings(carrier: string, settings: Partial<AccessSettings>): Promise<AccessSettings> {
  return request<AccessSettings>(carrierPath(carrier, 'access-settings'), { method: 'PUT', json: settings })
}

export function fetchCareSettings(carrier: string, signal: AbortSignal): Promise<CareSettings> {
  return request<CareSettings>(carrierPath(carrier, 'care-settings'), { signal })
}

export function changeCareSettings(carrier: string, settings: CareSettings): Promise<CareSettings> {
  return request<CareSettings>(carrierPath(carrier, 'care-settings'), { method: 'PUT', json: settings })
}
