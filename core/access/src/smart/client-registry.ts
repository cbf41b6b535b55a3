import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault, reusedAnswers, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { Outbound } from '../outbound/outbound.ts'
import { systemCtx } from '../system-ctx.ts'
import { checkClientForm, type ClientForm } from './client-form.ts'

/** An app or backend service that a carrier has registered. */
export interface SmartClient extends ClientForm {
  readonly id: string
  readonly carrier: string
  /** SHA-256 of the secret, of kind secret. */
  readonly secret: Buffer | null
  readonly secretAt: Date | null
  readonly disabled: boolean
  readonly createdAt: Date
  readonly createdBy: string
}

export interface ClientRegistry {
  /** The client, disabled or not; an answer is reused for up to 3 s at other hubs. */
  find(id: string): Promise<SmartClient | undefined>
  list(ctx: Ctx): Promise<readonly SmartClient[]>
  /** `secret` is undefined but for kind secret; it is stored nowhere. Faults: access/client-form, access/address-private. */
  create(ctx: Ctx, form: ClientForm): Promise<{ readonly client: SmartClient; readonly secret: string | undefined }>
  /** Faults: access/client-unknown, access/client-no-secret. */
  rotateSecret(ctx: Ctx, id: string): Promise<{ readonly client: SmartClient; readonly secret: string }>
  /** Faults: access/client-unknown. */
  setDisabled(ctx: Ctx, id: string, disabled: boolean): Promise<SmartClient>
  /** Other scopes, keys or redirect addresses for a client of kind key with keys of its own, or of kind public; what it was given before follows.
   *  Faults: access/client-form, access/client-unknown. */
  amend(ctx: Ctx, id: string, change: Pick<ClientForm, 'scopes' | 'jwks'> & Partial<Pick<ClientForm, 'redirectUris'>>): Promise<SmartClient>
  /** Origins of pages that are public clients, of one carrier or of all: whom CORS lets in. */
  origins(carrier?: string): Promise<ReadonlySet<string>>
}

interface Row {
  readonly id: string
  readonly carrier: string
  readonly name: string
  readonly vendor: string | null
  readonly kind: SmartClient['kind']
  readonly backend: boolean
  readonly redirect_uris: readonly string[]
  readonly launch_uri: string | null
  readonly scopes: readonly string[]
  readonly jwks: ClientForm['jwks']
  readonly jwks_uri: string | null
  readonly secret: Buffer | null
  readonly secret_at: Date | null
  readonly introspects: boolean
  readonly disabled: boolean
  readonly created_at: Date
  readonly created_by: string
}

const columns = sql`id, carrier, name, vendor, kind, backend, redirect_uris, launch_uri, scopes, jwks, jwks_uri, secret, secret_at, introspects, disabled,
  created_at, created_by`

const clientOf = (row: Row): SmartClient => ({
  id: row.id, carrier: row.carrier, name: row.name, vendor: row.vendor, kind: row.kind, backend: row.backend, redirectUris: row.redirect_uris,
  launchUri: row.launch_uri, scopes: row.scopes, jwks: row.jwks, jwksUri: row.jwks_uri, secret: row.secret, secretAt: row.secret_at,
  introspects: row.introspects, disabled: row.disabled, createdAt: row.created_at, createdBy: row.created_by,
})

const newSecret = (): { readonly text: string; readonly digest: Buffer } => {
  const text = randomBytes(32).toString('base64url')
  return { text, digest: hash('sha256', text, 'buffer') }
}

/** Whether this is the client's secret; 256 random bits need no slow hash. */
export function isClientSecret(client: SmartClient, presented: string): boolean {
  return client.secret !== null && timingSafeEqual(client.secret, hash('sha256', presented, 'buffer'))
}

/** The clients of all carriers. All of them are kept in memory for seconds: an installation has dozens. `ended` is called when one is disabled. */
export function createClientRegistry(options: { readonly store: Store; readonly clock: Clock; readonly outbound: Outbound; readonly ended: () => void }): ClientRegistry {
  const { store, clock, outbound, ended } = options
  const known = reusedAnswers<'all', ReadonlyMap<string, SmartClient>>({ clock, reuseMs: 3_000 })

  async function load(now: number): Promise<ReadonlyMap<string, SmartClient>> {
    const rows = await store.read(systemCtx(now), (r) => r.query<Row>(sql`select ${columns} from st.smart_client`))
    return new Map(rows.map((row) => [row.id, clientOf(row)]))
  }

  const all = (): Promise<ReadonlyMap<string, SmartClient>> => known.of('all', load)

  async function changed(rows: readonly Row[]): Promise<SmartClient> {
    known.forget()
    ended()
    if (rows[0] === undefined) throw new Fault('not-found', 'access/client-unknown', 'There is no such client at this carrier.')
    return clientOf(rows[0])
  }

  return {
    find: async (id) => (await all()).get(id),
    list: async (ctx) => {
      const rows = await store.read(systemCtx(clock.now()), (r) => r.query<Row>(sql`
        select ${columns} from st.smart_client where tenant = ${ctx.tenant} order by created_at, id`))
      return rows.map(clientOf)
    },
    create: async (ctx, form) => {
      checkClientForm(form)
      if (form.jwksUri !== null) await outbound.require(form.jwksUri, 'jwksUri')
      const now = new Date(clock.now())
      const secret = form.kind === 'secret' ? newSecret() : undefined
      const id = `${ctx.carrier}-${randomBytes(10).toString('hex')}`
      const rows = await store.write(systemCtx(now.getTime()), (w) => w.query<Row>(sql`
        insert into st.smart_client (id, tenant, carrier, name, vendor, kind, backend, redirect_uris, launch_uri, scopes, jwks, jwks_uri, secret, secret_at,
          introspects, created_at, created_by)
        values (${id}, ${ctx.tenant}, ${ctx.carrier}, ${form.name}, ${form.vendor}, ${form.kind}, ${form.backend}, ${[...form.redirectUris]}, ${form.launchUri},
          ${[...form.scopes]}, ${form.jwks === null ? null : JSON.stringify(form.jwks)}, ${form.jwksUri}, ${secret?.digest ?? null},
          ${secret === undefined ? null : now}, ${form.introspects}, ${now}, ${ctx.actor})
        returning ${columns}`))
      return { client: await changed(rows), secret: secret?.text }
    },
    rotateSecret: async (ctx, id) => {
      const now = new Date(clock.now())
      const secret = newSecret()
      const client = (await all()).get(id)
      if (client?.carrier === ctx.carrier && client.kind !== 'secret') {
        throw new Fault('conflict', 'access/client-no-secret', 'This client has no secret: it proves itself by its keys, or not at all.')
      }
      const rows = await store.write(systemCtx(now.getTime()), (w) => w.query<Row>(sql`
        update st.smart_client set secret = ${secret.digest}, secret_at = ${now}
        where tenant = ${ctx.tenant} and id = ${id} and kind = 'secret' returning ${columns}`))
      return { client: await changed(rows), secret: secret.text }
    },
    setDisabled: async (ctx, id, disabled) => changed(await store.write(systemCtx(clock.now()), (w) => w.query<Row>(sql`
      update st.smart_client set disabled = ${disabled} where tenant = ${ctx.tenant} and id = ${id} returning ${columns}`))),
    amend: async (ctx, id, { scopes, jwks, redirectUris }) => {
      const client = (await all()).get(id)
      if (client?.carrier !== ctx.carrier || (client.jwks === null && client.kind !== 'public')) throw new Fault('not-found', 'access/client-unknown', 'There is no such client at this carrier.')
      const amended = { ...client, scopes, jwks, redirectUris: redirectUris ?? client.redirectUris }
      checkClientForm(amended)
      return changed(await store.write(systemCtx(clock.now()), (w) => w.query<Row>(sql`
        update st.smart_client set scopes = ${[...scopes]}, jwks = ${jwks === null ? null : JSON.stringify(jwks)}, redirect_uris = ${[...amended.redirectUris]}, disabled = false
        where tenant = ${ctx.tenant} and id = ${id} returning ${columns}`)))
    },
    origins: async (carrier) => new Set([...(await all()).values()]
      .filter((client) => client.kind === 'public' && !client.disabled && (carrier === undefined || client.carrier === carrier))
      .flatMap(({ redirectUris }) => redirectUris.filter((uri) => uri.startsWith('http')).map((uri) => new URL(uri).origin))),
  }
}
