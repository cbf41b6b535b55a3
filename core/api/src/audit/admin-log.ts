import { auditEventLine, type LoggedEntry, type LogQuery, type LogReader } from '@steckwerk/access'
import { isResourceType } from '@steckwerk/fhir'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { AuditEntry } from '../contract/audit.ts'
import { accessEntry } from './uses.ts'

/** Patients named in a line. */
const mostPatients = 20

/** Faults: api/parameter-form. */
export async function logFilter(reader: LogReader, ctx: Ctx, query: URLSearchParams): Promise<Omit<LogQuery, 'count'>> {
  const text = (name: string): string | undefined => {
    const value = query.get(name)
    return value === null || value === '' ? undefined : value
  }
  const [actor, by, event, type, outcome, patient] = [text('actor'), text('by'), text('event'), text('type'), text('outcome'), text('patient')]
  const [from, to] = [instantOf(text('from'), 'from'), instantOf(text('to'), 'to')]
  if (type !== undefined && !isResourceType(type)) throw malformed('type', 'type must be a resource type of FHIR R4.')
  if (by !== undefined && by !== 'people' && by !== 'programs') throw malformed('by', 'by must be people or programs.')
  return {
    ...(by === undefined ? {} : { by }),
    ...(actor === undefined ? {} : { actor: actor.includes('/') ? actor : `Account/${actor}` }),
    ...(event === undefined ? {} : { events: [event] }),
    ...(type === undefined ? {} : { type }),
    ...(outcome === undefined ? {} : { outcomes: [outcomeCode(outcome)] }),
    ...(patient === undefined ? {} : { patient: await reader.patientHash(ctx, patient.replace(/^Patient\//, '')) }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

function malformed(at: string, text: string): Fault {
  return new Fault('invalid', 'api/parameter-form', text, { at })
}

function outcomeCode(text: string): number {
  const code = { success: 0, refused: 4, failed: 8 }[text]
  if (code === undefined) throw malformed('outcome', 'outcome must be success, refused or failed.')
  return code
}

function instantOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  // A day as `to` means all of it.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw malformed(name, `${name} must be a date or an instant.`)
  return isDay && name === 'to' ? at + 86_400_000 - 1 : at
}

/** Entries as a carrier's administration sees them. */
export async function auditEntries(reader: LogReader, ctx: Ctx, entries: readonly LoggedEntry[]): Promise<readonly AuditEntry[]> {
  const [names, ids, details] = await Promise.all([
    reader.names(ctx, entries.map(({ actor }) => actor)),
    reader.patientIds(ctx, entries.flatMap(({ patients }) => patients.slice(0, mostPatients))),
    Promise.all(entries.map((entry) => reader.detail(ctx, entry))),
  ])
  return entries.map((entry, i): AuditEntry => ({
    ...accessEntry(entry),
    category: auditEventLine(entry.event).category,
    actor: entry.actor,
    name: names.get(entry.actor) ?? entry.actor.slice(entry.actor.indexOf('/') + 1),
    ...(entry.client === undefined ? {} : { client: entry.client }),
    ...(entry.address === undefined ? {} : { address: entry.address }),
    purpose: entry.purpose,
    trace: entry.trace,
    ...(entry.type === undefined || entry.id === undefined ? {} : { resource: `${entry.type}/${entry.id}` }),
    ...(entry.version === undefined ? {} : { version: entry.version }),
    patients: entry.patients.slice(0, mostPatients).flatMap((hash) => ids.get(hash) ?? []),
    patientCount: entry.patients.length,
    detail: details[i] ?? {},
  }))
}
