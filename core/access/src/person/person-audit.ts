import type { Ctx } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'
import type { AuditEvent, AuditLog } from '../contract.ts'

/** The access log as this folder needs it. */
export type PersonAudit = AuditLog

/** Of a hub without an access log: tests of other parts. */
export const noAudit: PersonAudit = {
  record: async (_ctx: Ctx, _event: AuditEvent) => {},
  note: async (_writer: Writer, _ctx: Ctx, _event: AuditEvent) => {},
}
