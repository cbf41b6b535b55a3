import type { Tenant } from '@steckwerk/kernel'
import type { Step } from '../connection/steps.ts'
import type { AuditRow } from '../contract.ts'
import { byteaArray, int2Array, int4Array, int8Array, textArray } from '../write/binary-array.ts'
import { auditKeys } from './audit-keys.ts'
import { entriesText } from './entries-text.ts'

/** Entries of one block. */
const most = 500

const noteText = 'insert into st.audit (count, low, high, keys, entries, details) values ($1, $2, $3, $4, $5, $6)'

// Keys and details of all blocks lie end to end.
const noteAllText = `insert into st.audit_note (tenant, count, low, high, keys, entries, details)
  select u.tenant, u.count, u.low, u.high, ($6::int8[])[u.keys_from:u.keys_to], u.entries::json, ($7::bytea[])[u.details_from:u.details_to]
  from unnest($1::int4[], $2::int2[], $3::int8[], $4::int8[], $5::text[], $8::int4[], $9::int4[], $10::int4[], $11::int4[])
    u(tenant, count, low, high, entries, keys_from, keys_to, details_from, details_to)`

/** Writes entries of the access log, in their order, into the log of the running transaction's tenant. */
export function noteSteps(rows: readonly AuditRow[]): Step[] {
  return blocksOf(rows).map((block) => ({
    name: 'st_note',
    text: noteText,
    values: [block.length, ...reach(block), int8Array(auditKeys(block)), entriesText(block), hasDetails(block) ? byteaArray(block.map(({ detail }) => detail)) : null],
  }))
}

/** Writes entries of several tenants by one statement, whatever the transaction's tenant is. */
export function noteAllStep(rows: ReadonlyMap<Tenant, readonly AuditRow[]>): Step {
  const blocks = Array.from(rows, ([tenant, list]) => blocksOf(list).map((block) => ({ tenant, block }))).flat()
  const reaches = blocks.map(({ block }) => reach(block))
  const keys: bigint[] = []
  const details: (Uint8Array | undefined)[] = []
  const slices = blocks.map(({ block }) => {
    const from = { keys: keys.length + 1, details: details.length + 1 }
    keys.push(...auditKeys(block))
    if (!hasDetails(block)) return { from, to: { keys: keys.length, details: undefined } }
    for (const { detail } of block) details.push(detail)
    return { from, to: { keys: keys.length, details: details.length } }
  })
  return {
    name: 'st_note_all',
    text: noteAllText,
    values: [
      int4Array(blocks.map(({ tenant }) => tenant)),
      int2Array(blocks.map(({ block }) => block.length)),
      int8Array(reaches.map(([low]) => low)),
      int8Array(reaches.map(([, high]) => high)),
      textArray(blocks.map(({ block }) => entriesText(block))),
      int8Array(keys),
      byteaArray(details),
      int4Array(slices.map(({ from }) => from.keys)),
      int4Array(slices.map(({ to }) => to.keys)),
      int4Array(slices.map(({ from }) => from.details)),
      // A slice up to nothing is null: a block without details has none.
      int4Array(slices.map(({ to }) => to.details)),
    ],
  }
}

function blocksOf(rows: readonly AuditRow[]): readonly (readonly AuditRow[])[] {
  if (rows.length <= most) return rows.length === 0 ? [] : [rows]
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, i) => rows.slice(i * most, (i + 1) * most))
}

const hasDetails = (block: readonly AuditRow[]): boolean => block.some(({ detail }) => detail !== undefined)

/** The earliest and the latest instant. */
function reach(block: readonly AuditRow[]): [number, number] {
  let low = block[0]!.at
  let high = low
  for (const { at } of block) {
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  return [low, high]
}
