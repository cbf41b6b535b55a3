import { auditEvent, parsePosition, positionText, type AuditDetail, type LoggedEntry, type LogPosition, type LogQuery, type LogReader } from '@steckwerk/access'
import type { Resource } from '@steckwerk/fhir'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { LogScope } from './log-scope.ts'

/** What the log is asked for: by id where a Patient is meant. */
export interface AuditEventsQuery {
  readonly log: Omit<LogQuery, 'count' | 'patient' | 'before'>
  readonly patient: string | undefined
  readonly count: number
  /** The id of the last AuditEvent of the page before. */
  readonly after: string | undefined
}

export interface AuditEventsPage {
  readonly events: readonly Resource[]
  readonly next: string | undefined
}

/** One AuditEvent to be: an entry, and one of its Patients. */
interface Told {
  readonly entry: LoggedEntry
  readonly patient: bigint | undefined
  readonly place: number | undefined
}

/** Facts that a patient is shown: a search's text may name others. */
const shownToPatients: ReadonlySet<string> = new Set(['operation', 'reason', 'code'])

/** Faults: access/audit-position. */
export function parseAuditEventId(id: string): LogPosition & { readonly place: number | undefined } {
  const parts = id.split('.')
  const place = parts.length === 4 ? parts.pop()! : undefined
  if (place !== undefined && !/^[1-9]\d{0,5}$/.test(place)) throw new Fault('invalid', 'access/audit-position', 'This is not a position in the access log.')
  return { ...parsePosition(parts.join('.')), place: place === undefined ? undefined : Number(place) }
}

/** An entry about several Patients is told once for each; who reads as one of them hears of nobody else. */
function toldOf(entry: LoggedEntry, hashes: ReadonlySet<bigint> | undefined): Told[] {
  const { patients } = entry
  if (patients.length <= 1) return hashes === undefined || patients.some((hash) => hashes.has(hash)) ? [{ entry, patient: patients[0], place: undefined }] : []
  return patients.flatMap((patient, i) => (hashes === undefined || hashes.has(patient) ? [{ entry, patient, place: i + 1 }] : []))
}

/** AuditEvents of the carrier's log, newest first. `scope` 'all' or the Patients whose entries may be seen.
 *  Faults: access/audit-position. */
export async function auditEventsOf(reader: LogReader, ctx: Ctx, base: string, scope: LogScope, query: AuditEventsQuery): Promise<AuditEventsPage> {
  const ids = query.patient === undefined ? scope : scope === 'all' || scope.includes(query.patient) ? [query.patient] : []
  const hashes = ids === 'all' ? undefined : new Set(await Promise.all(ids.map((id) => reader.patientHash(ctx, id))))
  if (hashes?.size === 0) return { events: [], next: undefined }
  const after = query.after === undefined ? undefined : parseAuditEventId(query.after)
  const told: Told[] = []
  // The rest of an entry that the page before ended in.
  if (after?.place !== undefined) {
    const [entry] = await reader.read(ctx, { at: after, count: 1 })
    if (entry !== undefined) told.push(...toldOf(entry, hashes).filter(({ place }) => (place ?? 0) > after.place!))
  }
  if (told.length <= query.count) {
    const asked = { ...query.log, ...(after === undefined ? {} : { before: after }), count: query.count + 1 }
    const lists = await Promise.all(hashes === undefined ? [reader.read(ctx, asked)] : [...hashes].map((patient) => reader.read(ctx, { ...asked, patient })))
    for (const entry of newestFirst(lists)) told.push(...toldOf(entry, hashes))
  }
  const shown = told.slice(0, query.count)
  const events = await rendered(reader, ctx, base, shown, scope === 'all')
  return { events, next: told.length > query.count ? events.at(-1)?.id : undefined }
}

/** What several Patients have in common comes once. */
function newestFirst(lists: readonly (readonly LoggedEntry[])[]): readonly LoggedEntry[] {
  if (lists.length === 1) return lists[0]!
  const byPosition = new Map(lists.flat().map((entry) => [positionText(entry), entry]))
  return [...byPosition.values()].toSorted((a, b) => b.era - a.era || compare(b.xid, a.xid) || compare(b.seq, a.seq))
}

function compare(a: string, b: string): number {
  const [one, other] = [BigInt(a), BigInt(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

async function rendered(reader: LogReader, ctx: Ctx, base: string, told: readonly Told[], whole: boolean): Promise<Resource[]> {
  const [ids, names, details] = await Promise.all([
    reader.patientIds(ctx, told.flatMap(({ patient }) => (patient === undefined ? [] : [patient]))),
    reader.names(ctx, told.map(({ entry }) => entry.actor)),
    Promise.all(told.map(({ entry }) => reader.detail(ctx, entry))),
  ])
  return told.map(({ entry, patient, place }, i) => auditEvent({
    // Which device a clinician sat at is not the patient's business.
    entry: whole ? entry : { ...entry, address: undefined },
    detail: whole ? details[i] : shown(details[i]),
    patient: patient === undefined ? undefined : ids.get(patient),
    place,
    name: names.get(entry.actor),
    base,
  }))
}

function shown(detail: AuditDetail | undefined): AuditDetail | undefined {
  return detail === undefined ? undefined : Object.fromEntries(Object.entries(detail).filter(([name]) => shownToPatients.has(name)))
}
