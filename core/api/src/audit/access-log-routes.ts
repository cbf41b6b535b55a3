import type { Access, LoggedEntry, Principal } from '@steckwerk/access'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ownWork, type Authentication } from '../authentication.ts'
import type { AccessEntries, AccessLogPage } from '../contract/audit.ts'
import { rawQuery } from '../web/raw-query.ts'
import { auditEventsOf } from './audit-events.ts'
import { csvLine } from './csv.ts'
import { createOwnLog } from './own-log.ts'
import { exportFormat, sendFile } from './send-file.ts'
import { accessEntry } from './uses.ts'

const exportPage = 200

/** "Wer hat meine Daten gesehen?": the log of a Patient, for whom it concerns and who acts for them. Below /portal/api. Wire types:
 *  contract/audit.ts. Every look at it is an entry of its own. */
export function accessLogRoutes(options: {
  readonly access: Pick<Access, 'audit' | 'auditReader' | 'auditKeeping' | 'ownPatients'>
  readonly authentication: Authentication
}): (server: FastifyInstance) => Promise<void> {
  const { authentication, access: { audit, auditReader, auditKeeping, ownPatients } } = options
  const log = createOwnLog(auditReader)

  /** Faults: api/parameter-form, api/carrier-unknown; api/not-permitted where the Patient is not theirs, whether there is one or not. */
  async function enter(request: FastifyRequest): Promise<{ ctx: Ctx; who: Principal; patient: string; query: URLSearchParams }> {
    const query = new URLSearchParams(rawQuery(request))
    const patient = query.get('patient') ?? ''
    if (!/^[A-Za-z0-9\-.]{1,64}$/.test(patient)) throw new Fault('invalid', 'api/parameter-form', 'patient must be the id of a Patient.', { at: 'patient' })
    const { ctx, who, carrier } = await authentication.entered(request, query.get('carrier') ?? '', 'fhir.read')
    const own = who.kind === 'session' ? await ownPatients.of(who.account, carrier) : []
    // A proxy for appointments is not told who else cares for somebody.
    if (!own.some((one) => one.patient === patient && one.types === 'all')) throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
    return { ctx: ownWork(ctx), who, patient, query }
  }

  async function* csv(ctx: Ctx, who: Principal, patient: string): AsyncGenerator<string> {
    yield csvLine(['at', 'who', 'roles', 'organization', 'through', 'purpose', 'event', 'outcome', 'type'])
    for await (const entries of log.all(ctx, patient)) {
      const whoOf = await log.people(ctx, who, entries)
      yield entries.map((entry) => csvRow(entry, whoOf(entry))).join('')
    }
  }

  async function* ndjson(ctx: Ctx, base: string, patient: string): AsyncGenerator<string> {
    let after: string | undefined
    do {
      const page = await auditEventsOf(auditReader, ctx, base, [patient], { log: {}, patient, count: exportPage, after })
      yield page.events.map((event) => `${JSON.stringify(event)}\n`).join('')
      after = page.next
    } while (after !== undefined)
  }

  return async (server) => {
    server.get('/access-log', async (request): Promise<AccessLogPage> => {
      const { ctx, who, patient, query } = await enter(request)
      await audit.record(ctx, { event: 'audit-read', patients: [patient] })
      const [page, keptDays] = await Promise.all([log.page(ctx, who, patient, query.get('cursor') ?? undefined), auditKeeping.retention.keptDays(ctx)])
      return { ...page, keptDays }
    })

    server.get('/access-log/entries', async (request): Promise<AccessEntries> => {
      const { ctx, patient, query } = await enter(request)
      return { entries: (await log.entries(ctx, patient, query.get('use') ?? '')).map(accessEntry) }
    })

    server.get('/access-log/export', async (request, reply) => {
      const { ctx, who, patient, query } = await enter(request)
      const format = exportFormat(query.get('format'))
      await audit.record(ctx, { event: 'audit-export', patients: [patient], detail: { format } })
      return sendFile(reply, format, 'access-log', format === 'csv' ? csv(ctx, who, patient) : ndjson(ctx, `/fhir/${ctx.carrier}`, patient))
    })
  }
}

function csvRow(entry: LoggedEntry, who: { name: string; kind: string; roles: readonly string[]; organization?: string }): string {
  const { at, event, outcome, type } = accessEntry(entry)
  return csvLine([at, who.name === '' ? who.kind : who.name, who.roles.join(' '), who.organization, entry.client, entry.purpose, event, outcome, type])
}
