import { auditVerifier, verifyAudit, type AuditVerdict } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import { inspect } from '@steckwerk/store'

/** A carrier's verdict; `-` is the platform's own log. */
export interface NamedVerdict {
  readonly carrier: string
  readonly verdict: AuditVerdict
}

/** Verifies access logs by the database alone, no hub asked. `publicKey` is the hub's, in PEM form, as it was kept elsewhere.
 *  Faults: hub/audit-carrier, and those of the store. */
export async function verifyDatabaseAudit(databaseUrl: string, publicKey: string, carrier?: string): Promise<readonly NamedVerdict[]> {
  const key = auditVerifier(publicKey)
  return inspect(databaseUrl, async ({ carriers, ask }) => {
    const asked = [{ tenant: 0, slug: '-' }, ...carriers].filter(({ slug }) => carrier === undefined || slug === carrier)
    if (asked.length === 0) throw new Fault('not-found', 'hub/audit-carrier', 'There is no such carrier in this database.')
    const verdicts: NamedVerdict[] = []
    for (const { tenant, slug } of asked) verdicts.push({ carrier: slug, verdict: await verifyAudit((statement) => ask(tenant, statement), key) })
    return verdicts
  })
}
