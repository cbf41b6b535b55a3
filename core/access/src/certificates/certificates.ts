import { Fault, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { AuditTrail } from '../audit/audit-log.ts'
import type { ConnectorCa } from '../connector-ca.ts'
import type { CaAuthority } from '../connector-certificates.ts'
import type { Connectors } from '../connectors.ts'
import { systemCtx } from '../system-ctx.ts'
import { overdueMs } from './expiry-job.ts'

export interface CertificateInfo {
  readonly connector: string
  /** Hex. */
  readonly fingerprint: string
  readonly issuedAt: Date
  readonly expiresAt: Date
  readonly state: 'current' | 'waiting' | 'ending' | 'ended' | 'expired'
  readonly endsAt: Date | undefined
  readonly overdue: boolean
  readonly authority: string
}

export interface AuthorityInfo extends CaAuthority {
  readonly state: 'issuing' | 'trusted'
  /** Certificates of it that have neither ended nor expired. */
  readonly inUse: number
}

/** Connectors' certificates and who issues them, for those who administer them. */
export interface Certificates {
  /** Of ctx's carrier, by connector, newest first. */
  list(ctx: Ctx): Promise<readonly CertificateInfo[]>
  /** Faults: access/certificate-unknown where the connector has none. */
  revoke(ctx: Ctx, connector: string): Promise<void>
  authorities(): Promise<readonly AuthorityInfo[]>
  /** A new authority issues; connectors are told with their next status and renew themselves. */
  renewAuthority(ctx: Ctx): Promise<void>
  /** Ends the trust in a former one; with `force` the certificates it issued end, too.
   *  Faults: access/authority-unknown, access/authority-in-use. */
  dropAuthority(ctx: Ctx, id: string, force: boolean): Promise<void>
}

interface Row {
  readonly connector: string
  readonly fingerprint: Buffer
  readonly issued_at: Date
  readonly expires_at: Date
  readonly ended_at: Date | null
  readonly waiting: boolean
  readonly authority: string
}

const shownMs = 90 * 86_400_000

export function createCertificates(options: {
  readonly store: Store
  readonly clock: Clock
  readonly ca: ConnectorCa
  readonly audit: AuditTrail
  readonly connectors: Connectors
}): Certificates {
  const { store, clock, ca, audit, connectors } = options

  async function inUse(now: number): Promise<Map<string, number>> {
    const rows = await store.read(systemCtx(now), (r) => r.query<{ authority: string; count: number }>(sql`
      select authority, count(*)::int count from st.connector_certificate
      where (ended_at is null or ended_at > ${new Date(now)}) and expires_at > ${new Date(now)} and not waiting group by 1`))
    return new Map(rows.map(({ authority, count }) => [authority, count]))
  }

  async function authorities(): Promise<readonly AuthorityInfo[]> {
    const used = await inUse(clock.now())
    return (await ca.authorities()).map((one, i) => ({ ...one, state: i === 0 ? 'issuing' : 'trusted', inUse: used.get(one.id) ?? 0 }))
  }

  return {
    list: async (ctx) => {
      const now = clock.now()
      const rows = await store.read(systemCtx(now), (r) => r.query<Row>(sql`
        select connector, fingerprint, issued_at, expires_at, ended_at, waiting, authority from st.connector_certificate
        where tenant = ${ctx.tenant} and (ended_at is null or ended_at > ${new Date(now - shownMs)}) and expires_at > ${new Date(now - shownMs)}
        order by connector, issued_at desc limit 1000`))
      return rows.map((row) => infoOf(row, now))
    },
    revoke: async (ctx, connector) => {
      const now = clock.now()
      const rows = await store.read(systemCtx(now), (r) => r.query(sql`
        select 1 from st.connector_certificate where tenant = ${ctx.tenant} and connector = ${connector} and (ended_at is null or ended_at > ${new Date(now)}) limit 1`))
      if (rows.length === 0) throw new Fault('not-found', 'access/certificate-unknown', 'This connector has no certificate that holds.')
      await connectors.revokeConnector(ctx, connector)
      await audit.record(ctx, { event: 'certificate-revoked', detail: { connector } })
    },
    authorities,
    renewAuthority: async (ctx) => {
      await ca.renew()
      await audit.record(ctx, { event: 'key-rotated', detail: { key: 'connector authority' } })
    },
    dropAuthority: async (ctx, id, force) => {
      const now = clock.now()
      const found = (await authorities()).find((one) => one.id === id && one.state === 'trusted')
      if (found === undefined) throw new Fault('not-found', 'access/authority-unknown', 'There is no former authority of this name.')
      if (found.inUse > 0 && !force) {
        throw new Fault('conflict', 'access/authority-in-use', 'Connectors still use certificates of this authority; they renew themselves when they are connected.')
      }
      await store.write(systemCtx(now), (w) => w.query(sql`
        update st.connector_certificate set ended_at = ${new Date(now)}
        where authority = ${id} and (ended_at is null or ended_at > ${new Date(now)})`))
      await ca.drop(id)
      await audit.record(ctx, { event: 'certificate-revoked', detail: { authority: id } })
    },
  }
}

function infoOf(row: Row, now: number): CertificateInfo {
  const expired = row.expires_at.getTime() <= now
  const ended = row.ended_at !== null && row.ended_at.getTime() <= now
  const state = ended ? 'ended' : expired ? 'expired' : row.ended_at !== null ? 'ending' : row.waiting ? 'waiting' : 'current'
  return {
    connector: row.connector,
    fingerprint: row.fingerprint.toString('hex'),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    state,
    endsAt: row.ended_at ?? undefined,
    overdue: state === 'current' && row.expires_at.getTime() - now < overdueMs,
    authority: row.authority,
  }
}
