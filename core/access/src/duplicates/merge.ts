import { sql, type Ctx } from '@steckwerk/kernel'
import type { Resource } from '@steckwerk/fhir'
import { mergeStored } from '@steckwerk/ingest'
import type { Store, Stored, Writer } from '@steckwerk/store'
import type { AuditLog } from '../contract.ts'
import { pairColumns, pairDecided, pairOvertaken, readPair, type PairRow } from './pair-row.ts'

export interface DecisionPorts {
  readonly store: Store
  readonly audit: AuditLog
}

/** Merges a pair into one of its Patients as an A40 would, and writes down what was changed, so that it can be taken back.
 *  Faults: access/duplicate-unknown, access/duplicate-decided, access/duplicate-overtaken. */
export async function mergePair({ store, audit }: DecisionPorts, ctx: Ctx, id: string, survivor: string, reason: string): Promise<void> {
  await store.write(ctx, async (writer) => {
    const pair = await readPair(writer, id)
    if (pair.status === 'merged' || (survivor !== pair.one && survivor !== pair.other)) throw pairDecided()
    const loser = survivor === pair.one ? pair.other : pair.one
    await assertApart(writer, survivor, loser)
    await decide(writer, ctx, pair, { status: 'merged', reason, survivor })
    const merged = await mergeStored(writer, survivor, loser)
    await writer.query(sql`delete from st.duplicate_change where duplicate = ${id}`)
    await writer.query(sql`
      insert into st.duplicate_change (duplicate, type, id, before, after, at)
      select ${id}::uuid, c.*, ${ctx.now}::timestamptz from unnest(
        ${merged.map(({ type }) => type)}::text[], ${merged.map((one) => one.id)}::text[],
        ${merged.map(({ before }) => before)}::int[], ${merged.map(({ after }) => after)}::int[]) c`)
    await audit.note(writer, ctx, {
      event: 'duplicate-merged', type: 'Patient', id: survivor, patients: [survivor, loser], detail: { pair: id, loser, ...(reason === '' ? {} : { reason }) },
    })
  }, { retry: true })
}

/** They are two persons. Faults: access/duplicate-unknown, access/duplicate-decided. */
export async function rejectPair({ store, audit }: DecisionPorts, ctx: Ctx, id: string, reason: string): Promise<void> {
  await store.write(ctx, async (writer) => {
    const pair = await readPair(writer, id)
    if (pair.status === 'merged') throw pairDecided()
    await decide(writer, ctx, pair, { status: 'distinct', reason, survivor: null })
    await audit.note(writer, ctx, { event: 'duplicate-rejected', type: 'Patient', patients: [pair.one, pair.other], detail: { pair: id, reason } })
  }, { retry: true })
}

/** Writes a decision onto a pair that is still as it was read. Faults: access/duplicate-decided. */
export async function decide(
  writer: Writer, ctx: Ctx, pair: PairRow, decision: { readonly status: PairRow['status']; readonly reason: string; readonly survivor: string | null },
): Promise<void> {
  const rows = await writer.query(sql`
    update st.duplicate set status = ${decision.status}, reason = ${decision.reason}, survivor = ${decision.survivor}, decided_at = ${ctx.now}, decided_by = ${ctx.actor}
    where id = ${pair.id} and status = ${pair.status} returning ${pairColumns}`)
  if (rows.length === 0) throw pairDecided()
}

/** Both are there, and neither is replaced. */
async function assertApart(writer: Writer, one: string, other: string): Promise<void> {
  const rows = await writer.getMany([{ type: 'Patient', id: one }, { type: 'Patient', id: other }])
  const apart = (row: Stored | undefined): boolean => row?.text !== undefined && replacementOf(JSON.parse(row.text) as Resource) === undefined
  if (!apart(rows.get(`Patient/${one}`)) || !apart(rows.get(`Patient/${other}`))) throw pairOvertaken()
}

interface PatientLink {
  readonly type?: string
  readonly other?: { readonly reference?: string }
}

export function linksOf(patient: Resource): readonly PatientLink[] {
  return Array.isArray(patient.link) ? (patient.link as PatientLink[]) : []
}

/** 'Patient/…' that replaces this one. */
export function replacementOf(patient: Resource): string | undefined {
  return linksOf(patient).find(({ type }) => type === 'replaced-by')?.other?.reference
}
