import { auditEvents, parsePosition, positionText, type Access, type AuditVerdict, type LoggedEntry, type LogQuery } from '@steckwerk/access'
import { asTenant, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownWork, requirePermission, type Authentication } from '../authentication.ts'
import type { AuditFilters, AuditPage, AuditState, AuditVerification } from '../contract/audit.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'
import { auditEntries, logFilter } from './admin-log.ts'
import { auditEventsOf } from './audit-events.ts'
import { csvLine } from './csv.ts'
import { exportFormat, sendFile } from './send-file.ts'

const pageSize = 50
const exportPage = 500
const retentionBody = z.strictObject({ days: z.int().min(30).max(36_500) })

interface OfCarrier { Params: { carrier: string } }

/** A carrier's access log for its administration, and the platform's own (carrier `-`) for operators. Below /portal/api and /admin. Wire types:
 *  contract/audit.ts. Looking and exporting are entries of the log themselves. */
export function auditRoutes(options: {
  readonly access: Pick<Access, 'audit' | 'auditReader' | 'auditKeeping'>
  readonly store: Store
  readonly authentication: Authentication
  readonly clock: Clock
}): (server: FastifyInstance) => Promise<void> {
  const { store, authentication, clock, access: { audit, auditReader, auditKeeping } } = options

  /** Faults: api/unauthenticated, api/carrier-unknown, api/not-permitted. */
  async function enter(request: FastifyRequest, carrier: string): Promise<Ctx> {
    if (carrier !== '-') return ownWork(await authentication.enter(request, carrier, 'audit.read'))
    const who = await authentication.principal(request)
    requirePermission(who, 'people.manage')
    return { tenant: asTenant(0), carrier: '', actor: who.actor, purpose: 'HSYSADMIN', trace: request.id, now: new Date(clock.now()), address: request.ip }
  }

  const filterText = (query: URLSearchParams): string =>
    [...query].filter(([name]) => name !== 'cursor' && name !== 'format').map(([name, value]) => `${name}=${value}`).join('&')

  async function noteLook(ctx: Ctx, event: 'audit-read' | 'audit-export', query: URLSearchParams, more: Record<string, string> = {}): Promise<void> {
    const patient = query.get('patient')?.replace(/^Patient\//, '')
    await audit.record(ctx, {
      event, detail: { filter: filterText(query), ...more }, ...(patient === undefined || patient === '' || ctx.tenant === 0 ? {} : { patients: [patient] }),
    })
  }

  async function* csv(ctx: Ctx, filter: Omit<LogQuery, 'count'>): AsyncGenerator<string> {
    yield csvLine(['id', 'at', 'actor', 'name', 'client', 'address', 'purpose', 'event', 'outcome', 'resource', 'version', 'patients', 'trace', 'detail'])
    let before: LoggedEntry | undefined
    for (;;) {
      const entries: readonly LoggedEntry[] = await auditReader.read(ctx, { ...filter, count: exportPage, ...(before === undefined ? {} : { before }) })
      const told = await auditEntries(auditReader, ctx, entries)
      yield told.map((entry) => csvLine([
        entry.id, entry.at, entry.actor, entry.name, entry.client, entry.address, entry.purpose, entry.event, entry.outcome, entry.resource, entry.version,
        entry.patientCount > entry.patients.length ? `${entry.patients.join(' ')} (${entry.patientCount})` : entry.patients.join(' '), entry.trace,
        Object.keys(entry.detail).length === 0 ? '' : JSON.stringify(entry.detail),
      ])).join('')
      if (entries.length < exportPage) return
      before = entries.at(-1)
    }
  }

  async function* ndjson(ctx: Ctx, filter: Omit<LogQuery, 'count'>, patient: string | undefined): AsyncGenerator<string> {
    const { patient: _, ...log } = filter
    let after: string | undefined
    do {
      const page = await auditEventsOf(auditReader, ctx, `/fhir/${ctx.carrier}`, 'all', { log, patient, count: exportPage, after })
      yield page.events.map((event) => `${JSON.stringify(event)}\n`).join('')
      after = page.next
    } while (after !== undefined)
  }

  async function state(ctx: Ctx): Promise<AuditState> {
    const [[sealed], [open], keptDays] = await Promise.all([
      store.read(ctx, (reader) => reader.query<{ segments: number; entries: number; last: number | null; deleted: number }>(sql`
        select count(*) segments, coalesce(sum(entries), 0)::int8 entries, max(closed_at) last, (select count(*) from st.audit_deleted) deleted from st.audit_segment`)),
      store.read(ctx, (reader) => reader.query<{ count: number }>(sql`
        select count(*) count from st.audit a where (a.era, a.xid, a.seq) > (
          select coalesce(max(s.era), 0)::int2, coalesce(max(s.xid), '0'::xid8), coalesce(max(s.seq), 0)
          from (select era, xid, seq from st.audit_segment order by tenant desc, number desc limit 1) s)`)),
      auditKeeping.retention.keptDays(ctx),
    ])
    return {
      keptDays, segments: sealed!.segments, deletedSegments: sealed!.deleted, sealedEntries: sealed!.entries, openEntries: open!.count,
      ...(sealed!.last === null ? {} : { lastSealedAt: new Date(sealed!.last).toISOString() }),
    }
  }

  return async (server) => {
    const base = '/carriers/:carrier/audit'

    server.get<OfCarrier>(base, async (request): Promise<AuditPage> => {
      const ctx = await enter(request, request.params.carrier)
      const query = new URLSearchParams(rawQuery(request))
      const cursor = query.get('cursor')
      const filter = await logFilter(auditReader, ctx, query)
      const before = cursor === null ? {} : { before: parsePosition(cursor) }
      await noteLook(ctx, 'audit-read', query)
      const entries = await auditReader.read(ctx, { ...filter, ...before, count: pageSize + 1 })
      const page = entries.slice(0, pageSize)
      return { entries: await auditEntries(auditReader, ctx, page), ...(entries.length > pageSize ? { next: positionText(page.at(-1)!) } : {}) }
    })

    server.get<OfCarrier>(`${base}/events`, async (request): Promise<AuditFilters> => {
      await enter(request, request.params.carrier)
      return { events: Object.entries(auditEvents).map(([event, { category }]) => ({ event, category })) }
    })

    server.get<OfCarrier>(`${base}/export`, async (request, reply) => {
      const ctx = await enter(request, request.params.carrier)
      const query = new URLSearchParams(rawQuery(request))
      const format = exportFormat(query.get('format'))
      const filter = await logFilter(auditReader, ctx, query)
      await noteLook(ctx, 'audit-export', query, { format })
      const patient = query.get('patient')?.replace(/^Patient\//, '')
      return sendFile(reply, format, 'access-log', format === 'csv' ? csv(ctx, filter) : ndjson(ctx, filter, patient === '' ? undefined : patient))
    })

    server.get<OfCarrier>(`${base}/state`, async (request): Promise<AuditState> => state(await enter(request, request.params.carrier)))

    server.post<OfCarrier>(`${base}/verify`, async (request): Promise<AuditVerification> => {
      const ctx = await enter(request, request.params.carrier)
      const [verdict, { keptDays }] = await Promise.all([auditKeeping.verify(ctx), state(ctx)])
      return verification(verdict, keptDays)
    })

    server.put<OfCarrier>(`${base}/retention`, async (request, reply) => {
      const ctx = await enter(request, request.params.carrier)
      await auditKeeping.retention.keep(ctx, readBody(request, retentionBody).days)
      return reply.code(204).send()
    })
  }
}

function verification(verdict: AuditVerdict, keptDays: number): AuditVerification {
  const { lastSealedAt, findings, head, ...counts } = verdict
  return {
    ...counts, keptDays, findings, intact: findings.length === 0,
    ...(lastSealedAt === undefined ? {} : { lastSealedAt: new Date(lastSealedAt).toISOString() }),
    ...(head === undefined ? {} : { head }),
  }
}
