/** Pages of services in the portal, below /portal/api: docs/decisions/0036-slots.md. Types only. */
import type { PlugManifest, SlotPlace } from '@steckwerk/plug'

export type { SlotPlace }

/** GET /carriers/{carrier}/slots?place=… → what the carrier's services show at a place of the portal. GET /slots/staff → what they show to their staff on pages of
 *  their own, at all carriers where the account works. */
export interface SlotList {
  readonly slots: readonly SlotInfo[]
}

export interface SlotInfo {
  readonly carrier: string
  readonly plug: string
  readonly slot: string
  readonly title: PlugManifest['name']
  /** Whose it is. */
  readonly service: PlugManifest['name']
  readonly vendor: string
}

/** POST /carriers/{carrier}/slots/{plug}/{slot}/launches → 201 LaunchedSlot. 404 api/slot-unknown: not offered here (any more); api/not-found: the patient or
 *  appointment is none that the account may see there. */
export interface NewSlotLaunch {
  /** At patient-start and clinic-patient. */
  readonly patient?: string
  /** At patient-appointment. */
  readonly appointment?: string
  /** Of the portal's pages. */
  readonly language: 'de' | 'en'
}

/** One use, within a minute, in this session. */
export interface LaunchedSlot {
  /** What the portal's frame shows: a page of the hub with the service's own in a sandboxed frame. */
  readonly frame: string
  /** The service's launch address with `iss` and `launch`, to be opened in a tab of its own instead. */
  readonly address: string
  /** Of the service's pages: whose messages count. */
  readonly origin: string
}
