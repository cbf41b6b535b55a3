import { randomUUID } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Reader, Store } from '@steckwerk/store'
import type { AuditLog } from '../../contract.ts'
import type { Outbound } from '../../outbound/outbound.ts'
import { systemCtx } from '../../system-ctx.ts'
import type { HubSeal } from '../hub-seal.ts'
import { isCarrierRole, type ClaimRule } from './claim-rules.ts'

/** A carrier's own OpenID provider, or one it trusts. */
export interface IdentityProvider {
  readonly id: string
  readonly carrier: string
  readonly tenant: number
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly scopes: readonly string[]
  /** Whom it makes accounts for. */
  readonly audience: 'staff' | 'persons'
  readonly rules: readonly ClaimRule[]
  /** Claim with a verified KVNR; '' = none. */
  readonly kvnrClaim: string
  readonly active: boolean
  readonly hasSecret: boolean
  readonly changedAt: Date
}

export interface IdentityProviderChange extends Omit<IdentityProvider, 'id' | 'carrier' | 'tenant' | 'hasSecret' | 'changedAt'> {
  /** undefined = stays as it is; '' = a public client. */
  readonly clientSecret?: string | undefined
}

export interface IdentityProviders {
  /** Before sign-in: those of all carriers that are active. */
  active(): Promise<readonly IdentityProvider[]>
  /** An active one. */
  find(id: string): Promise<(IdentityProvider & { readonly secret: string | undefined }) | undefined>
  list(ctx: Ctx): Promise<readonly IdentityProvider[]>
  /** Faults: access/provider-unknown. */
  get(ctx: Ctx, id: string): Promise<IdentityProvider>
  /** Faults: access/provider-issuer, access/provider-roles, access/address-private. */
  add(ctx: Ctx, provider: IdentityProviderChange): Promise<IdentityProvider>
  /** Faults: those of get and add. */
  change(ctx: Ctx, id: string, provider: IdentityProviderChange): Promise<IdentityProvider>
  /** Its people's roles at the carrier and their sessions end, and what they granted to apps there. Faults: access/provider-unknown. */
  remove(ctx: Ctx, id: string): Promise<void>
}

interface Row {
  readonly id: string
  readonly tenant: number
  readonly carrier: string
  readonly name: string
  readonly issuer: string
  readonly client_id: string
  readonly secret: Buffer | null
  readonly scopes: string[]
  readonly audience: 'staff' | 'persons'
  readonly rules: readonly ClaimRule[]
  readonly kvnr_claim: string
  readonly active: boolean
  readonly changed_at: Date
}

const columns = sql`id::text, tenant, carrier, name, issuer, client_id, secret, scopes, audience, rules, kvnr_claim, active, changed_at`
const secretContext = (id: string): string => `identity-provider ${id}`
const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
const unknown = (): Fault => new Fault('not-found', 'access/provider-unknown', 'There is no such identity provider here.')

const providerOf = (row: Row): IdentityProvider => ({
  id: row.id, carrier: row.carrier, tenant: row.tenant, name: row.name, issuer: row.issuer, clientId: row.client_id, scopes: row.scopes, audience: row.audience,
  rules: row.rules, kvnrClaim: row.kvnr_claim, active: row.active, hasSecret: row.secret !== null, changedAt: row.changed_at,
})

/** `changed` hears whose rights may be others now: everybody's. */
export function createIdentityProviders(options: {
  readonly store: Store
  readonly now: () => number
  readonly seal: HubSeal
  readonly audit: AuditLog
  readonly outbound: Outbound
  readonly changed: () => void
  /** Who is nobody any more at the carrier. */
  readonly ended: (account: string, carrier: string) => Promise<void>
}): IdentityProviders {
  const { store, now, seal, audit, outbound } = options

  async function row(reader: Pick<Reader, 'query'>, ctx: Ctx, id: string): Promise<Row> {
    const rows = isUuid(id) ? await reader.query<Row>(sql`select ${columns} from st.identity_provider where id = ${id} and tenant = ${ctx.tenant}`) : []
    if (rows[0] === undefined) throw unknown()
    return rows[0]
  }

  async function put(ctx: Ctx, id: string, provider: IdentityProviderChange, secret: Buffer | null): Promise<IdentityProvider> {
    requireIssuer(provider.issuer, outbound.loopback)
    await outbound.require(provider.issuer, 'issuer')
    if (provider.rules.some((rule) => !rule.roles.every(isCarrierRole))) {
      throw new Fault('invalid', 'access/provider-roles', 'An identity provider gives roles of a carrier only.', { at: 'rules' })
    }
    const rows = await store.write(ctx, async (w) => {
      await audit.note(w, ctx, { event: 'setting-changed', detail: { what: 'identity-provider', id, name: provider.name, issuer: provider.issuer } })
      return w.query<Row>(sql`
        insert into st.identity_provider (id, tenant, carrier, name, issuer, client_id, secret, scopes, audience, rules, kvnr_claim, active, changed_at)
        values (${id}, ${ctx.tenant}, ${ctx.carrier}, ${provider.name}, ${provider.issuer}, ${provider.clientId}, ${secret}, ${[...provider.scopes]},
          ${provider.audience}, ${JSON.stringify(provider.rules)}::jsonb, ${provider.kvnrClaim}, ${provider.active}, ${new Date(now())})
        on conflict (id) do update set name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id, secret = excluded.secret,
          scopes = excluded.scopes, audience = excluded.audience, rules = excluded.rules, kvnr_claim = excluded.kvnr_claim, active = excluded.active,
          changed_at = excluded.changed_at
        returning ${columns}`)
    })
    return providerOf(rows[0]!)
  }

  return {
    active: async () => {
      const rows = await store.read(systemCtx(now()), (r) => r.query<Row>(sql`select ${columns} from st.identity_provider where active order by carrier, name`))
      return rows.map(providerOf)
    },
    find: async (id) => {
      if (!isUuid(id)) return undefined
      const rows = await store.read(systemCtx(now()), (r) => r.query<Row>(sql`select ${columns} from st.identity_provider where id = ${id} and active`))
      const found = rows[0]
      return found && { ...providerOf(found), secret: found.secret === null ? undefined : seal.open<string>(found.secret, secretContext(id)) }
    },
    list: async (ctx) => {
      const rows = await store.read(ctx, (r) => r.query<Row>(sql`select ${columns} from st.identity_provider where tenant = ${ctx.tenant} order by name`))
      return rows.map(providerOf)
    },
    get: async (ctx, id) => providerOf(await store.read(ctx, (r) => row(r, ctx, id))),
    add: async (ctx, provider) => {
      const id = randomUUID()
      return put(ctx, id, provider, sealed(id, provider.clientSecret ?? ''))
    },
    change: async (ctx, id, provider) => {
      const before = await store.read(ctx, (r) => row(r, ctx, id))
      return put(ctx, id, provider, provider.clientSecret === undefined ? before.secret : sealed(id, provider.clientSecret))
    },
    remove: async (ctx, id) => {
      const people = await store.write(ctx, async (w) => {
        const { name } = await row(w, ctx, id)
        await audit.note(w, ctx, { event: 'setting-changed', detail: { what: 'identity-provider removed', id, name } })
        await w.query(sql`delete from st.session s where s.outside is not null and s.account in (select account from st.membership where provider = ${id})`)
        const ended = await w.query<{ account: string }>(sql`delete from st.membership where provider = ${id} returning account`)
        await w.query(sql`delete from st.identity_provider where id = ${id} and tenant = ${ctx.tenant}`)
        return ended
      })
      options.changed()
      for (const { account } of people) await options.ended(account, ctx.carrier)
    },
  }

  function sealed(id: string, secret: string): Buffer | null {
    return secret === '' ? null : seal.seal(secret, secretContext(id))
  }
}

/** https; http in demo and tests on this machine only: nothing of a sign-in travels a network in the clear. Faults: access/provider-issuer. */
function requireIssuer(issuer: string, loopback: boolean): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  const good = url !== undefined && url.username === '' && url.search === '' && url.hash === '' && (url.protocol === 'https:' || (loopback && isLoopbackHttp(url)))
  if (!good) throw new Fault('invalid', 'access/provider-issuer', 'The issuer is an https address without a query, as the provider names itself.', { at: 'issuer' })
}

export function isLoopbackHttp(url: URL): boolean {
  return url.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1')
}
