import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import { mappingGeneration } from '@steckwerk/hl7v2/maps'
import type { Store } from '@steckwerk/store'
import type { ReplayPage, ReplayScope } from './contract.ts'
import type { Originals } from './originals.ts'
import { formatReference, parseReference } from './reference.ts'
import { replay } from './replay.ts'

/** Replays the next messages of a scope after a cursor: `unmapped` those that wait, `outdated` those mapped by an
 *  earlier generation. One call handles at most `count`, so that a caller can show progress and stop. */
export async function replayMany(store: Store, originals: Originals, ctx: Ctx, scope: ReplayScope, count: number, cursor?: string): Promise<ReplayPage> {
  const after = cursor === undefined ? undefined : parseReference(cursor)
  const rows = await store.read(ctx, (reader) => reader.query<{ connector: string; epoch: string; channel: string; sequence: string }>(sql`
    select l.connector, l.epoch, l.channel, l.sequence from st.ledger l join st.raw r using (connector, epoch, channel, sequence)
    where ${scope === 'unmapped' ? sql`l.code is not null` : sql`l.generation < ${mappingGeneration}`}
      and ${after === undefined
        ? sql`true`
        : sql`(l.connector, l.epoch, l.channel, l.sequence) > (${after.connector}, ${after.epoch}::uuid, ${after.channel}, ${after.sequence}::bigint)`}
    order by l.connector, l.epoch, l.channel, l.sequence limit ${count}`))
  let mapped = 0
  let changed = 0
  for (const row of rows) {
    const result = await replay(store, originals, ctx, formatReference({ ...row, sequence: Number(row.sequence) })).catch(stays)
    if (result?.state === 'mapped') mapped++
    changed += result?.changed ?? 0
  }
  const last = rows.length === count ? rows.at(-1) : undefined
  return {
    tried: rows.length,
    mapped,
    changed,
    next: last === undefined ? null : formatReference({ ...last, sequence: Number(last.sequence) }),
  }
}

/** A message whose original is gone or does not open stays as it is and does not hold up the others. */
function stays(thrown: unknown): undefined {
  if (thrown instanceof Fault && (thrown.kind === 'gone' || thrown.code === 'access/unseal')) return undefined
  throw thrown
}
