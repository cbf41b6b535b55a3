import type { HospitalEvent, Trigger } from '../event.ts'

/** How a vendor's system writes an event. */
export interface Style {
  readonly name: string
  /** Label of MSH-18, which is the charset of the bytes. */
  readonly charset: string
  /** The message, unframed. */
  write(event: HospitalEvent): Buffer
  /** Whether corrected movements (ZBE UPDATE) are sent at all. */
  readonly correctsMovements: boolean
}

/** Message structure (MSH-9.3) of each trigger. Source: HL7 table 0354. */
export const structures: Readonly<Record<Trigger, string>> = {
  A01: 'ADT_A01',
  A02: 'ADT_A02',
  A03: 'ADT_A03',
  A04: 'ADT_A01',
  A05: 'ADT_A05',
  A08: 'ADT_A01',
  A11: 'ADT_A09',
  A12: 'ADT_A12',
  A13: 'ADT_A01',
  A21: 'ADT_A21',
  A22: 'ADT_A21',
  A28: 'ADT_A05',
  A31: 'ADT_A05',
  A40: 'ADT_A39',
}
