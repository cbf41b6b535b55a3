import type { LaunchedSlot, NewSlotLaunch, SlotInfo, SlotList, SlotPlace } from '@steckwerk/api/contract/slots'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

export type { SlotInfo, SlotPlace }

/** What a carrier's services show at a place of the portal. */
export async function fetchSlots(carrier: string, place: SlotPlace, signal: AbortSignal): Promise<readonly SlotInfo[]> {
  return (await request<SlotList>(`${carrierPath(carrier, 'slots')}?place=${place}`, { signal })).slots
}

/** Pages of their own for staff, at all carriers where the account works. */
export async function fetchStaffSlots(signal: AbortSignal): Promise<readonly SlotInfo[]> {
  return (await request<SlotList>('/portal/api/slots/staff', { signal })).slots
}

export function launchSlot({ carrier, plug, slot }: Pick<SlotInfo, 'carrier' | 'plug' | 'slot'>, about: NewSlotLaunch): Promise<LaunchedSlot> {
  return request(carrierPath(carrier, 'slots', plug, slot, 'launches'), { method: 'POST', json: about })
}

/** What a service's page says from its frame: how high it is, in CSS pixels within bounds; that its access has ended and it wants to be opened again.
 *  undefined = nothing of the kind. */
export function readSlotMessage(data: unknown): { readonly height: number | undefined; readonly again: boolean } | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { steckwerk, height, again } = data as { readonly steckwerk?: unknown; readonly height?: unknown; readonly again?: unknown }
  if (steckwerk !== 'slot') return undefined
  const isHeight = typeof height === 'number' && Number.isFinite(height)
  return { height: isHeight ? Math.min(highest, Math.max(lowest, Math.ceil(height))) : undefined, again: again === true }
}

const lowest = 40
const highest = 2_000
