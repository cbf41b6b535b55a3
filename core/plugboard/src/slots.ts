import { scopesWithin, type ClientForm } from '@steckwerk/access'
import { Fault, sql } from '@steckwerk/kernel'
import type { PlugManifest } from '@steckwerk/plug'
import type { Grants, OfferedSlot, PlugActor, PlugGrant, ProviderChoice, SlotSocket } from './contract.ts'
import { carrierNamed, ctxAt, hubCtx, reused, type Parts } from './parts.ts'
import type { Registered, Registry } from './registry.ts'

export interface OpenSlots extends SlotSocket {
  /** Brings the clients of services' pages in line with what the carrier has granted and chosen now. Faults: plugboard/carrier-unknown. */
  follow(carrier: string, by: PlugActor): Promise<void>
  /** Ends what pages of a service were given at a carrier, before the service itself loses anything. Faults: plugboard/carrier-unknown. */
  end(carrier: string, plug: string, by: PlugActor): Promise<void>
  /** Whose pages this client's are. */
  plugOf(client: string): Promise<string | undefined>
  forget(): void
}

interface Row {
  readonly carrier: string
  readonly plug: string
  readonly client: string
}

/** What a page may learn beside records: that it was opened from the portal, and who looks. */
const special = ['launch', 'openid', 'fhirUser'] as const
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Whether a browser at the hub can show pages from this address, and keeps them apart from the hub's own: cookies do not tell ports apart, so that another port
 *  of the hub's host will do on one's own machine only. */
export function isFramable(url: string, hub: string): boolean {
  const [at, home] = [URL.parse(url), URL.parse(hub)]
  if (at === null || home === null) return false
  const isOneMachine = loopback.has(at.hostname) && loopback.has(home.hostname)
  return (at.protocol === 'https:' || isOneMachine) && at.origin !== home.origin && (at.hostname !== home.hostname || isOneMachine)
}

/** The pages of services in the portal: which a carrier has, and the SMART clients that open them. */
export function createSlots(parts: Parts, registry: Registry, grants: Grants, choice: ProviderChoice): OpenSlots {
  const { store, access, clock, log } = parts
  const { clients } = access.smart

  const known = reused(clock, () => store.read(hubCtx(clock), (r) => r.query<Row>(sql`select carrier, plug, client from st.plug_slot_client`)))
  const clientOf = async (carrier: string, plug: string): Promise<string | undefined> => (await known.get()).find((one) => one.carrier === carrier && one.plug === plug)?.client

  /** A carrier's providers outside that have pages. */
  async function providers(slug: string): Promise<readonly { readonly plug: Registered & { readonly url: string }; readonly grant: PlugGrant }[]> {
    const [granted, chosen, plugs] = await Promise.all([grants.ofCarrier(slug), choice.of(slug), registry.all()])
    const provided = new Set(chosen.values())
    return granted.flatMap((grant) => {
      const plug = plugs.get(grant.plug)
      const url = plug?.url
      if (plug === undefined || url === undefined || plug.manifest.slots.length === 0 || !provided.has(grant.plug) || !isFramable(url, parts.publicUrl())) return []
      return [{ plug: { ...plug, url }, grant }]
    })
  }

  /** What a slot may have at most: what it asks for, within what the service itself was granted. */
  const scopesOf = ({ scopes }: PlugManifest['slots'][number], grant: PlugGrant): readonly string[] =>
    scopesWithin(scopes, grant.scopes.flatMap((one) => ['patient', 'user'].map((context) => one.replace(/^system(?=\/)/, context))))

  function formOf({ manifest, url, jwks }: Registered & { readonly url: string }, grant: PlugGrant): ClientForm {
    const isPublic = manifest.slotClient === 'public'
    return {
      name: `${manifest.name.de} (Seiten im Portal)`, vendor: manifest.vendor.name, kind: isPublic ? 'public' : 'key', backend: false, launchUri: null, introspects: false,
      redirectUris: [...new Set(manifest.slots.map(({ redirect }) => `${url}${redirect}`))],
      scopes: [...new Set([...special, ...manifest.slots.flatMap((slot) => scopesOf(slot, grant))])],
      jwks: isPublic ? null : jwks ?? null, jwksUri: null,
    }
  }

  async function end(slug: string, plug: string, by: PlugActor): Promise<void> {
    const client = await clientOf(slug, plug)
    if (client !== undefined) await clients.setDisabled(ctxAt(await carrierNamed(store, slug), by, clock), client, true)
  }

  async function open(slug: string, plug: Registered & { readonly url: string }, grant: PlugGrant, by: PlugActor): Promise<void> {
    const ctx = ctxAt(await carrierNamed(store, slug), by, clock)
    const form = formOf(plug, grant)
    const held = await clientOf(slug, plug.id)
    const former = held === undefined ? undefined : await clients.find(held)
    if (former?.disabled === false && former.kind === form.kind) return void (await clients.amend(ctx, former.id, form))
    // What was given to one that ended comes back to nobody.
    await end(slug, plug.id, by)
    const { client } = await clients.create(ctx, form)
    await store.write(hubCtx(clock), (w) => w.query(sql`
      insert into st.plug_slot_client (tenant, carrier, plug, client) values (${ctx.tenant}, ${slug}, ${plug.id}, ${client.id})
      on conflict (tenant, plug) do update set client = excluded.client`))
    known.forget()
  }

  async function ofCarrier(slug: string): Promise<readonly OfferedSlot[]> {
    return (await Promise.all((await providers(slug)).map(async ({ plug, grant }) => {
      const client = await clientOf(slug, plug.id)
      return client === undefined ? [] : plug.manifest.slots.map((slot): OfferedSlot => ({ plug, slot, url: plug.url, client, scopes: scopesOf(slot, grant) }))
    }))).flat()
  }

  return {
    forget: () => known.forget(),
    ofCarrier,
    clientOf,
    find: async (slug, plug, slot) => (await ofCarrier(slug)).find((one) => one.plug.id === plug && one.slot.id === slot),
    plugOf: async (client) => (await known.get()).find((one) => one.client === client)?.plug,
    end,
    follow: async (slug, by) => {
      known.forget()
      const carrier = await carrierNamed(store, slug)
      const wanted = carrier.kind === 'carrier' ? await providers(slug) : []
      for (const { carrier: at, plug } of await known.get()) if (at === slug && !wanted.some((one) => one.plug.id === plug)) await end(slug, plug, by)
      for (const { plug, grant } of wanted) {
        // A service with keys or addresses that do for itself only goes on without its pages.
        await open(slug, plug, grant, by).catch((thrown: unknown) => {
          if (!(thrown instanceof Fault) || thrown.code !== 'access/client-form') throw thrown
          log.warn('the pages of a service cannot be shown', { code: plug.id })
        })
      }
    },
  }
}
