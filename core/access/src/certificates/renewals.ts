import { Fault, sql, type Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { RenewAnswer, RenewRequest } from '@steckwerk/uplink'
import type { ConnectorCa } from '../connector-ca.ts'
import type { ConnectorIdentity } from '../connectors.ts'
import { systemCtx } from '../system-ctx.ts'
import { insertCertificate } from './certificate-rows.ts'

export interface Renewals {
  /** A new certificate for a connector that has shown its current one. It waits until it is used: a connector that never gets the answer goes on with
   *  what it has and asks again; the same key gets the same certificate.
   *  Faults: access/certificate-replaced where the one shown is about to end, access/certificate-request. */
  renewCertificate(identity: ConnectorIdentity, fingerprint: string, request: RenewRequest): Promise<RenewAnswer>
  /** Every authority that is trusted, PEM. */
  authorityBundle(): Promise<string>
}

interface Row {
  readonly fingerprint: Buffer
  readonly waiting: boolean
  readonly key_sha256: Buffer | null
  readonly certificate: string | null
  readonly authority: string
}

export function createRenewals({ store, clock, ca }: { readonly store: Store; readonly clock: Clock; readonly ca: ConnectorCa }): Renewals {
  return {
    renewCertificate: async (identity, fingerprint, { csr }) => {
      const now = clock.now()
      const at = new Date(now)
      const { tenant, carrier, connector } = identity
      const shown = Buffer.from(fingerprint.replaceAll(':', ''), 'hex')
      const issued = await ca.issueClient(csr, `${carrier}/${connector}`)
      const certificate = await store.write(systemCtx(now), async (w) => {
        const rows = await w.query<Row>(sql`
          select fingerprint, waiting, key_sha256, certificate, authority from st.connector_certificate
          where tenant = ${tenant} and connector = ${connector} and ended_at is null order by waiting for update`)
        if (!rows.some((row) => !row.waiting && row.fingerprint.equals(shown))) {
          throw new Fault('conflict', 'access/certificate-replaced', 'This certificate has been replaced by another one.')
        }
        const waiting = rows.find((row) => row.waiting)
        if (waiting !== undefined) {
          const isSame = waiting.key_sha256?.equals(issued.keySha256) === true && waiting.authority === issued.authority
          if (isSame && waiting.certificate !== null) return waiting.certificate
          await w.query(sql`update st.connector_certificate set ended_at = ${at} where fingerprint = ${waiting.fingerprint}`)
        }
        await insertCertificate(w, { tenant, carrier, connector }, issued, { at, waiting: true })
        return issued.certificate
      }, { retry: true })
      return { certificate, ca: await ca.bundle() }
    },
    authorityBundle: () => ca.bundle(),
  }
}
