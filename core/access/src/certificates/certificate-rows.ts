import { sql } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import type { IssuedCertificate } from '../connector-certificates.ts'
import { systemCtx } from '../system-ctx.ts'

/** How long a replaced certificate is still taken: requests on their way, and connections that are open, end in peace. */
export const overlapMs = 10 * 60_000

export async function insertCertificate(
  w: Writer, of: { readonly tenant: number; readonly carrier: string; readonly connector: string }, issued: IssuedCertificate,
  { at, waiting }: { readonly at: Date; readonly waiting: boolean },
): Promise<void> {
  await w.query(sql`
    insert into st.connector_certificate (fingerprint, tenant, carrier, connector, issued_at, expires_at, waiting, key_sha256, certificate, authority)
    values (${issued.fingerprint}, ${of.tenant}, ${of.carrier}, ${of.connector}, ${at}, ${issued.expiresAt}, ${waiting}, ${issued.keySha256},
      ${issued.certificate}, ${issued.authority})`)
}

/** A renewed certificate is used for the first time: the connector has it for good, and the former one ends after the overlap. */
export async function firstUse(store: Store, fingerprint: Buffer, now: number): Promise<void> {
  await store.write(systemCtx(now), async (w) => {
    const ends = new Date(now + overlapMs)
    await w.query(sql`
      update st.connector_certificate o set ended_at = ${ends} from st.connector_certificate n
      where n.fingerprint = ${fingerprint} and n.waiting and n.ended_at is null
        and o.tenant = n.tenant and o.connector = n.connector and not o.waiting and o.ended_at is null`)
    await w.query(sql`
      update st.connector_certificate set waiting = false, used_at = ${new Date(now)} where fingerprint = ${fingerprint} and waiting and ended_at is null`)
  }, { retry: true })
}
