import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { EnrolAnswer, EnrolRequest } from '@steckwerk/uplink'
import { insertCertificate } from './certificates/certificate-rows.ts'
import type { ConnectorCa } from './connector-ca.ts'
import { systemCtx } from './system-ctx.ts'

export interface Enrolment {
  /** `swk1-<id>-<secret>`, shown once. */
  readonly code: string
  readonly expiresAt: Date
}

export interface Enrolments {
  /** A code that lets one connector of ctx's carrier enrol, once, within an hour.
   *  Faults: access/connector-name. */
  createEnrolment(ctx: Ctx, connector: string): Promise<Enrolment>
  /** Checks the code's proof and issues the connector's certificate; the connector's former one ends. The same request again gets the same
   *  answer, so that a lost answer needs no new code. Source: core/uplink/src/protocol.ts.
   *  Faults: access/enrolment-refused (unknown, used, expired or wrong code: nobody is told which), access/certificate-request. */
  enrol(request: EnrolRequest): Promise<EnrolAnswer>
}

const lifeMs = 3_600_000

interface EnrolmentRow {
  readonly tenant: number
  readonly carrier: string
  readonly connector: string
  readonly secret_sha256: Buffer
  readonly expires_at: Date
  readonly used_for: Buffer | null
  readonly certificate: string | null
}

const macOf = (key: Buffer, ...parts: readonly string[]): Buffer => {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

export function createEnrolments(options: {
  readonly store: Store
  readonly clock: Clock
  readonly ca: ConnectorCa
  /** Where the connector socket is, e.g. https://127.0.0.1:8443. */
  readonly socket: () => string
}): Enrolments {
  const { store, clock, ca } = options
  const refused = (): Fault => new Fault('forbidden', 'access/enrolment-refused', 'The enrolment code is unknown, used or expired.')

  return {
    createEnrolment: async (ctx, connector) => {
      if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(connector)) {
        throw new Fault('invalid', 'access/connector-name', 'A connector name is 1 to 63 of a-z, 0-9 and inner hyphens.', { at: 'connector' })
      }
      const now = clock.now()
      const id = randomBytes(9).toString('hex')
      const secret = randomBytes(32).toString('hex')
      const expiresAt = new Date(now + lifeMs)
      await store.write(systemCtx(now), async (w) => {
        await w.query(sql`delete from st.enrolment where expires_at < ${new Date(now - 30 * 24 * lifeMs)}`)
        await w.query(sql`
          insert into st.enrolment (id, tenant, carrier, connector, secret_sha256, created_at, created_by, expires_at)
          values (${id}, ${ctx.tenant}, ${ctx.carrier}, ${connector}, ${hash('sha256', secret, 'buffer')}, ${new Date(now)}, ${ctx.actor}, ${expiresAt})`)
      })
      return { code: `swk1-${id}-${secret}`, expiresAt }
    },

    enrol: async (request) => {
      const now = clock.now()
      const rows = await store.read(systemCtx(now), (r) => r.query<EnrolmentRow>(sql`
        select tenant, carrier, connector, secret_sha256, expires_at, used_for, certificate from st.enrolment where id = ${request.id}`))
      const row = rows[0]
      if (row === undefined || row.expires_at.getTime() <= now) throw refused()
      const mac = macOf(row.secret_sha256, request.csr)
      if (!timingSafeEqual(mac, Buffer.from(request.mac, 'hex'))) throw refused()
      const { carrier } = row
      const authorities = await ca.bundle()
      const answer = (certificate: string): EnrolAnswer => ({
        carrier,
        connector: row.connector,
        certificate,
        ca: authorities,
        socket: options.socket(),
        mac: macOf(row.secret_sha256, authorities, certificate).toString('hex'),
      })
      if (row.used_for !== null && row.certificate !== null) {
        if (row.used_for.equals(mac)) return answer(row.certificate)
        throw refused()
      }
      const issued = await ca.issueClient(request.csr, `${carrier}/${row.connector}`)
      const at = new Date(now)
      const won = await store.write(systemCtx(now), async (w) => {
        const used = await w.query(sql`
          update st.enrolment set used_for = ${mac}, certificate = ${issued.certificate}, used_at = ${at}
          where id = ${request.id} and used_for is null returning id`)
        if (used.length === 0) return false
        await w.query(sql`
          update st.connector_certificate set ended_at = ${at}
          where tenant = ${row.tenant} and connector = ${row.connector} and (ended_at is null or ended_at > ${at})`)
        await insertCertificate(w, { tenant: row.tenant, carrier, connector: row.connector }, issued, { at, waiting: false })
        return true
      })
      if (!won) throw refused()
      return answer(issued.certificate)
    },
  }
}
