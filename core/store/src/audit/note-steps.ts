import { typeNumber } from '@steckwerk/fhir'
import type { Step } from '../connection/steps.ts'
import type { AuditRow } from '../contract.ts'
import { byteaArray, int8Array } from '../write/binary-array.ts'
import { auditKeys } from './audit-keys.ts'

/** Entries of one block. */
const most = 500

const noteText = 'insert into st.audit (count, low, high, keys, entries, details) values ($1, $2, $3, $4, $5, $6)'

/** PostgreSQL's texts hold neither NUL nor half a surrogate pair, and one entry's must not keep the others of its block from being written. */
const clean = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed()
const cleanOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : clean(text))

/** An entry as the view st.audit_entry reads it; a member that is left out is null. */
function entryOf(row: AuditRow): object {
  const { at, outcome, action, event, purpose, trace, version, type, patients } = row
  const told = patients.length > 1 ? [...new Set(patients)].filter((patient) => patient !== 0n) : patients[0] === 0n ? [] : patients
  return {
    at, action, event, purpose, trace, version, outcome,
    rt: type === undefined ? undefined : typeNumber(type),
    actor: clean(row.actor),
    client: cleanOf(row.client),
    address: cleanOf(row.address),
    id: cleanOf(row.id),
    pat: told.length === 0 ? undefined : told.map(String),
  }
}

/** Writes entries of the access log, in their order. */
export function noteSteps(rows: readonly AuditRow[]): Step[] {
  const steps: Step[] = []
  for (let from = 0; from < rows.length; from += most) steps.push(noteStep(rows.length <= most ? rows : rows.slice(from, from + most)))
  return steps
}

function noteStep(block: readonly AuditRow[]): Step {
  let low = block[0]!.at
  let high = low
  for (const { at } of block) {
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  return {
    name: 'st_note',
    text: noteText,
    values: [
      block.length, low, high, int8Array(auditKeys(block)), JSON.stringify(block.map(entryOf)),
      block.some(({ detail }) => detail !== undefined) ? byteaArray(block.map(({ detail }) => detail)) : null,
    ],
  }
}
