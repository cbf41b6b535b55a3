import type { DeskBooking, DeskBookRequest, DeskFound, DeskSearch } from '@steckwerk/api/contract/desk-booking'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

export const findExactly = (carrier: string, json: DeskSearch): Promise<DeskFound> => request(carrierPath(carrier, 'desk-booking', 'search'), { method: 'POST', json })
export const bookAtDesk = (carrier: string, json: DeskBookRequest): Promise<DeskBooking> => request(carrierPath(carrier, 'desk-booking', 'appointments'), { method: 'POST', json })
