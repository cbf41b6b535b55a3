import { typeNumber } from '@steckwerk/fhir'
import type { AuditRow } from '../contract.ts'

/** PostgreSQL's texts hold neither NUL nor half a surrogate pair, and one entry's must not keep the others of its block from being written. */
const clean = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed()

const member = (name: string, text: string | undefined): string => (text === undefined ? '' : `,"${name}":${JSON.stringify(clean(text))}`)

/** Entries of a block as the view st.audit_entry reads them; a member that is left out is null. Written by hand: every read passes here.
 *  Faults: a RangeError for an instant that is none. */
export function entriesText(rows: readonly AuditRow[]): string {
  return `[${rows.map(entryText).join(',')}]`
}

function entryText(row: AuditRow): string {
  const { at, outcome, version, type } = row
  if (!Number.isSafeInteger(at)) throw new RangeError('an entry of the access log needs an instant')
  return `{"at":${at},"outcome":${outcome},"action":"${row.action}"${member('event', row.event)}${member('actor', row.actor)}${member('purpose', row.purpose)}${
    member('trace', row.trace)}${member('client', row.client)}${member('address', row.address)}${member('id', row.id)}${
    version === undefined ? '' : `,"version":${version}`}${type === undefined ? '' : `,"rt":${typeNumber(type)}`}${patientsText(row.patients)}}`
}

/** Hashes as texts: they exceed what a JSON number holds exactly. */
function patientsText(patients: readonly bigint[]): string {
  const told = patients.length > 1 ? [...new Set(patients)].filter((patient) => patient !== 0n) : patients[0] === 0n ? [] : patients
  return told.length === 0 ? '' : `,"pat":["${told.join('","')}"]`
}
