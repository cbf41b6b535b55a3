import type { Ctx } from '@steckwerk/kernel'
import type { AuditRow, Store } from '@steckwerk/store'
import type { AuditEvent, AuditLog } from '../contract.ts'
import { auditEventLine } from './events.ts'
import type { AuditDetail, Details } from './detail.ts'

/** An entry whose Patients are known by their hashes. */
export interface AuditEntry extends Omit<AuditEvent, 'patients' | 'detail'> {
  readonly patients: readonly bigint[]
}

export interface AuditTrail extends AuditLog {
  /** false: nothing is written, for measuring what it costs. */
  readonly on: boolean
  /** An entry without facts, to be written by whoever writes what it tells of. */
  row(ctx: Ctx, entry: AuditEntry): AuditRow
  /** The same with facts. */
  rowWith(ctx: Ctx, entry: AuditEntry, detail: AuditDetail): Promise<AuditRow>
  /** Durable when it resolves. */
  write(ctx: Ctx, rows: readonly AuditRow[]): Promise<void>
}

const outcomes = { success: 0, refused: 4, failed: 8 } as const

export function createAuditTrail(options: { readonly store: Store; readonly details: Details; readonly on: boolean }): AuditTrail {
  const { store, details, on } = options

  const row = (ctx: Ctx, entry: AuditEntry): AuditRow => ({
    at: ctx.now.getTime(),
    actor: ctx.actor,
    client: ctx.client,
    address: ctx.address,
    purpose: ctx.purpose,
    trace: ctx.trace,
    event: entry.event,
    action: auditEventLine(entry.event).action,
    outcome: outcomes[entry.outcome ?? 'success'],
    type: entry.type,
    id: entry.id,
    version: entry.version,
    patients: entry.patients,
  })

  async function rowWith(ctx: Ctx, entry: AuditEntry, detail: AuditDetail): Promise<AuditRow> {
    const plain = row(ctx, entry)
    return { ...plain, detail: (await details.sealer(ctx))(detail, plain) }
  }

  async function rowOf(ctx: Ctx, { patients: ids = [], detail, ...entry }: AuditEvent): Promise<AuditRow> {
    const patients = ids.length === 0 ? [] : await store.read(ctx, async (reader) => ids.map((id) => reader.patientHash(id)))
    return detail === undefined ? row(ctx, { ...entry, patients }) : rowWith(ctx, { ...entry, patients }, detail)
  }

  const write = async (ctx: Ctx, rows: readonly AuditRow[]): Promise<void> => (on ? store.note(ctx, rows) : undefined)

  return {
    on,
    row,
    rowWith,
    write,
    record: async (ctx, event) => write(ctx, [await rowOf(ctx, event)]),
    note: async (writer, ctx, event) => {
      const made = await rowOf(ctx, event)
      if (on) writer.note(made)
    },
  }
}
