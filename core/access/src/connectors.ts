import { asTenant, reusedAnswers, sql, type Clock, type Ctx, type Tenant } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { firstUse } from './certificates/certificate-rows.ts'
import { systemCtx } from './system-ctx.ts'

/** The connector a client certificate stands for. */
export interface ConnectorIdentity {
  /** The carrier's slug. */
  readonly carrier: string
  readonly tenant: Tenant
  readonly connector: string
}

export interface Connectors {
  /** By the SHA-256 of the certificate's DER form, in hex (colons and case do not matter); undefined = unknown, ended or expired.
   *  Answers are reused for a few seconds. */
  connectorOf(fingerprint: string): Promise<ConnectorIdentity | undefined>
  /** Ends the connector's certificates and its open enrolment codes, here at once, at other hubs within seconds. */
  revokeConnector(ctx: Ctx, connector: string): Promise<void>
}

export function createConnectors(store: Store, clock: Clock): Connectors {
  const known = reusedAnswers<string, ConnectorIdentity | undefined>({ clock, reuseMs: 3_000, most: 10_000 })

  async function load(fingerprint: string, now: number): Promise<ConnectorIdentity | undefined> {
    const rows = await store.read(systemCtx(now), (r) => r.query<{ tenant: number; carrier: string; connector: string; waiting: boolean }>(sql`
      select tenant, carrier, connector, waiting from st.connector_certificate
      where fingerprint = ${Buffer.from(fingerprint, 'hex')} and (ended_at is null or ended_at > ${new Date(now)}) and expires_at > ${new Date(now)}`))
    const row = rows[0]
    if (row === undefined) return undefined
    const { waiting, ...identity } = row
    if (waiting) await firstUse(store, Buffer.from(fingerprint, 'hex'), now)
    return { ...identity, tenant: asTenant(row.tenant) }
  }

  return {
    connectorOf: (fingerprint) => {
      const name = fingerprint.replaceAll(':', '').toLowerCase()
      return /^[0-9a-f]{64}$/.test(name) ? known.of(name, (now) => load(name, now)) : Promise.resolve(undefined)
    },
    revokeConnector: async (ctx, connector) => {
      const at = new Date(clock.now())
      await store.write(systemCtx(clock.now()), async (w) => {
        await w.query(sql`
          update st.connector_certificate set ended_at = ${at}
          where tenant = ${ctx.tenant} and connector = ${connector} and (ended_at is null or ended_at > ${at})`)
        await w.query(sql`
          update st.enrolment set expires_at = ${at}
          where tenant = ${ctx.tenant} and connector = ${connector} and used_for is null and expires_at > ${at}`)
      })
      known.forget()
    },
  }
}
