import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { Problem, ProblemPage } from './contract.ts'
import { formatReference, parseReference } from './reference.ts'

interface ProblemRow {
  readonly connector: string
  readonly epoch: string
  readonly channel: string
  readonly sequence: string
  readonly received_at: Date
  readonly message_type: string
  readonly code: string
  readonly reason: string
  readonly raw_at: Date | null
}

/** Messages that could not be mapped, newest first. `cursor` is the `next` of the page before.
 *  Faults: ingest/cursor. */
export async function problems(
  store: Store,
  ctx: Ctx,
  page: { readonly count: number; readonly cursor?: string },
  retentionDays: number,
): Promise<ProblemPage> {
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor)
  const rows = await store.read(ctx, (reader) => reader.query<ProblemRow>(sql`
    select l.connector, l.epoch, l.channel, l.sequence, l.received_at, l.message_type, l.code, l.reason, r.committed_at as raw_at
    from st.ledger l left join st.raw r using (connector, epoch, channel, sequence)
    where l.code is not null and ${after === undefined
      ? sql`true`
      : sql`(l.received_at, l.connector, l.epoch, l.channel, l.sequence)
            < (${after.at}, ${after.connector}, ${after.epoch}::uuid, ${after.channel}, ${after.sequence}::bigint)`}
    order by l.received_at desc, l.connector desc, l.epoch desc, l.channel desc, l.sequence desc
    limit ${page.count + 1}`))
  const shown = rows.slice(0, page.count).map((row) => problem(row, retentionDays))
  const last = rows.length > page.count ? rows[page.count - 1] : undefined
  return { problems: shown, next: last === undefined ? null : `${last.received_at.getTime()}/${reference(last)}` }
}

function problem(row: ProblemRow, retentionDays: number): Problem {
  return {
    ref: reference(row),
    receivedAt: row.received_at.toISOString(),
    connector: row.connector,
    channel: row.channel,
    messageType: row.message_type,
    code: row.code,
    text: row.reason,
    retainedUntil: row.raw_at === null ? null : new Date(row.raw_at.getTime() + retentionDays * 86_400_000).toISOString(),
  }
}

function reference(row: ProblemRow): string {
  return formatReference({ ...row, sequence: Number(row.sequence) })
}

function readCursor(cursor: string): { at: Date; connector: string; epoch: string; channel: string; sequence: number } {
  const [, milliseconds, rest] = /^(\d{1,15})\/(.+)$/.exec(cursor) ?? []
  if (milliseconds === undefined || rest === undefined) throw new Fault('invalid', 'ingest/cursor', 'The page cursor is not one of ours.')
  return { at: new Date(Number(milliseconds)), ...parseReference(rest) }
}
