import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { covers, parseScope } from '@steckwerk/access'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { PlugManifest } from '@steckwerk/plug'
import type { Grants, PlugActor, PlugGrant } from './contract.ts'
import { carrierNamed, ctxAt, hubCtx, reused, type Parts } from './parts.ts'
import type { Registered, Registry } from './registry.ts'

export interface OpenGrants extends Grants {
  all(): Promise<readonly PlugGrant[]>
  forget(): void
  /** After a manifest was read anew: what it does not ask for any more ends, other keys are known. */
  follow(plug: Registered, by: PlugActor): Promise<void>
}

interface Row {
  readonly carrier: string
  readonly plug: string
  readonly scopes: readonly string[]
  readonly purposes: readonly string[]
  readonly asked: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
  readonly instance: string | null
  readonly client: string | null
  readonly at: Date
  readonly granted_by: string
}

const pairs = promisify(generateKeyPair)

/** A client of kind key needs one. Nobody holds its private half: what runs in the hub is given its tokens there. */
async function lostKey(): Promise<NonNullable<Registered['jwks']>> {
  const { publicKey } = await pairs('ec', { namedCurve: 'P-384' })
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'in-hub', alg: 'ES384', use: 'sig' }] }
}

function isAsked(manifest: PlugManifest, text: string): boolean {
  const scope = parseScope(text)
  return scope !== undefined && manifest.scopes.some((one) => {
    const wider = parseScope(one)
    return wider !== undefined && covers(wider, scope)
  })
}

const guardAsked = (type: string): string => `guards ${type}`
const askedOf = ({ scopes, purposes, guards }: PlugManifest): readonly string[] => [...scopes, ...purposes, ...guards.map(guardAsked)]

/** Whether all records of a type may be read. */
function readsAll(scopes: readonly string[], type: string): boolean {
  const whole = parseScope(`system/${type}.r`)!
  return scopes.some((one) => {
    const scope = parseScope(one)
    return scope !== undefined && covers(scope, whole)
  })
}

export function createGrants(parts: Parts, registry: Registry): OpenGrants {
  const { store, access, clock } = parts
  const { clients } = access.smart

  const known = reused(clock, async () => {
    const [rows, plugs] = await Promise.all([
      store.read(hubCtx(clock), (r) => r.query<Row>(sql`
        select carrier, plug, scopes, purposes, asked, parameters, instance, client, at, granted_by from st.plug_grant where revoked_at is null order by carrier, plug`)),
      registry.all(),
    ])
    return rows.flatMap(({ asked, instance, client, at, granted_by: by, ...row }): PlugGrant[] => {
      const plug = plugs.get(row.plug)
      if (plug === undefined) return []
      const asksForMore = askedOf(plug.manifest).some((one) => !asked.includes(one))
      // Who may not read what is to be written is not shown it either.
      const guards = plug.manifest.guards.filter((type) => asked.includes(guardAsked(type)) && readsAll(row.scopes, type))
      return [{ ...row, guards, instance: instance ?? undefined, client: client ?? undefined, at: at.getTime(), by, asksForMore }]
    })
  })

  const find = async (carrier: string, plug: string): Promise<PlugGrant | undefined> => (await known.get()).find((one) => one.carrier === carrier && one.plug === plug)

  /** The client with these rights; undefined where there are none. */
  async function clientFor(ctx: Ctx, { manifest, jwks }: Registered, scopes: readonly string[]): Promise<string | undefined> {
    const [row] = await store.read(hubCtx(clock), (r) => r.query<{ client: string | null }>(sql`
      select client from st.plug_grant where tenant = ${ctx.tenant} and plug = ${manifest.id}`))
    const former = row?.client ?? undefined
    if (scopes.length === 0) {
      if (former !== undefined) await clients.setDisabled(ctx, former, true)
      return former
    }
    if (former !== undefined) {
      const keys = jwks ?? (await clients.find(former))?.jwks ?? (await lostKey())
      await clients.amend(ctx, former, { scopes, jwks: keys })
      access.decisions.forget(former)
      return former
    }
    const { client } = await clients.create(ctx, {
      name: manifest.name.de, vendor: manifest.vendor.name, kind: 'key', backend: true, redirectUris: [], launchUri: null, scopes, jwks: jwks ?? (await lostKey()),
      jwksUri: null, introspects: false,
    })
    return client.id
  }

  async function revoke(slug: string, plug: string, by: PlugActor): Promise<void> {
    const ctx = ctxAt(await carrierNamed(store, slug), by, clock)
    const [row] = await store.read(hubCtx(clock), (r) => r.query<{ client: string | null }>(sql`
      select client from st.plug_grant where tenant = ${ctx.tenant} and plug = ${plug} and revoked_at is null`))
    if (row === undefined) return
    // Its tokens first: cut off in between, it can do less than is written, never more.
    if (row.client !== null) await clients.setDisabled(ctx, row.client, true)
    await store.write(ctx, async (w) => {
      await w.query(sql`update st.plug_grant set revoked_at = ${ctx.now} where tenant = ${ctx.tenant} and plug = ${plug}`)
      await w.query(sql`delete from st.plug_choice where plug = ${plug}`)
      await access.audit.note(w, ctx, { event: 'client-changed', detail: { plug, change: 'revoked' } })
    })
    known.forget()
  }

  return {
    all: () => known.get(),
    forget: () => known.forget(),
    find,
    ofCarrier: async (slug) => (await known.get()).filter(({ carrier }) => carrier === slug),
    ofPlug: async (plug) => (await known.get()).filter((one) => one.plug === plug),
    revoke,
    grant: async (slug, plug, choice, by) => {
      const [carrier, registered] = [await carrierNamed(store, slug), await registry.get(plug)]
      const { manifest } = registered
      if (!manifest.serves.includes(carrier.kind)) throw new Fault('conflict', 'plugboard/serves-others', 'The service is for others: networks use other services than carriers do.')
      const { scopes = manifest.scopes, purposes = manifest.purposes, parameters = {}, instance } = choice
      if (!scopes.every((one) => isAsked(manifest, one))) throw new Fault('invalid', 'plugboard/scope-not-asked', 'The service does not ask for one of these scopes.', { at: 'scopes' })
      if (!purposes.every((one) => manifest.purposes.includes(one))) throw new Fault('invalid', 'plugboard/purpose-not-asked', 'The service does not name one of these purposes.', { at: 'purposes' })
      const ctx = ctxAt(carrier, by, clock)
      const client = await clientFor(ctx, registered, scopes)
      await store.write(ctx, async (w) => {
        await w.query(sql`
          insert into st.plug_grant (tenant, carrier, plug, scopes, purposes, asked, parameters, instance, client, at, granted_by)
          values (${ctx.tenant}, ${slug}, ${plug}, ${[...scopes]}, ${[...purposes]}, ${[...askedOf(manifest)]}, ${JSON.stringify(parameters)}, ${instance ?? null},
            ${client ?? null}, ${ctx.now}, ${by.actor})
          on conflict (tenant, plug) do update set scopes = excluded.scopes, purposes = excluded.purposes, asked = excluded.asked, parameters = excluded.parameters,
            instance = excluded.instance, client = excluded.client, at = excluded.at, granted_by = excluded.granted_by, revoked_at = null`)
        await w.query(sql`
          insert into st.plug_choice (capability, plug, chosen_at, chosen_by) values (${manifest.capability}, ${plug}, ${ctx.now}, ${by.actor}) on conflict do nothing`)
        await access.audit.note(w, ctx, { event: 'client-changed', detail: { plug, change: 'granted', scopes: scopes.join(' ') } })
      })
      known.forget()
      return (await find(slug, plug))!
    },
    follow: async (registered, by) => {
      const { manifest } = registered
      known.forget()
      for (const grant of (await known.get()).filter(({ plug }) => plug === manifest.id)) {
        const ctx = ctxAt(await carrierNamed(store, grant.carrier), by, clock)
        const scopes = grant.scopes.filter((one) => isAsked(manifest, one))
        const purposes = grant.purposes.filter((one) => manifest.purposes.includes(one))
        await clientFor(ctx, registered, scopes)
        await store.write(ctx, (w) => w.query(sql`
          update st.plug_grant set scopes = ${scopes}, purposes = ${purposes} where tenant = ${ctx.tenant} and plug = ${manifest.id}`))
      }
      known.forget()
    },
  }
}
