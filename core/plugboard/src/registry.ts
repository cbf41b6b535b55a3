import { Fault, sql } from '@steckwerk/kernel'
import type { Plug, PlugManifest } from '@steckwerk/plug'
import type { KnownPlug, PlugActor, PlugHealthNote } from './contract.ts'
import { introduce } from './outside.ts'
import { hubCtx, reused, type Parts } from './parts.ts'

/** Every service there is, with the keys of those outside. */
export interface Registered extends KnownPlug {
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] } | undefined
}

export interface Registry {
  all(): Promise<ReadonlyMap<string, Registered>>
  forget(): void
  /** Faults: plugboard/plug-unknown. */
  get(plug: string): Promise<Registered>
  /** Faults: plugboard/address, plugboard/id-taken and those of introduce. */
  add(url: string, by: PlugActor): Promise<Registered>
  /** Faults: plugboard/plug-unknown, plugboard/in-hub. */
  remove(plug: string): Promise<void>
  note(plug: string, health: Omit<PlugHealthNote, 'at'>): Promise<void>
}

interface Row {
  readonly id: string
  readonly url: string
  readonly manifest: PlugManifest
  readonly jwks: NonNullable<Registered['jwks']>
}

interface HealthRow {
  readonly plug: string
  readonly state: PlugHealthNote['state']
  readonly reason: string | null
  readonly at: Date
}

export const unknownPlug = (): Fault => new Fault('not-found', 'plugboard/plug-unknown', 'There is no such service here.')

export function createRegistry(parts: Parts, inHub: readonly Plug[]): Registry {
  const { store, access, clock } = parts
  const ids = new Set(inHub.map(({ manifest }) => manifest.id))
  if (ids.size !== inHub.length) throw new Error('two services in the hub have one id')

  const known = reused(clock, async () => {
    const { rows, health } = await store.read(hubCtx(clock), async (r) => ({
      rows: await r.query<Row>(sql`select id, url, manifest, jwks from st.plug order by added_at, id`),
      health: new Map((await r.query<HealthRow>(sql`select plug, state, reason, at from st.plug_health`))
        .map(({ plug, state, reason, at }) => [plug, { state, reason: reason ?? undefined, at: at.getTime() }])),
    }))
    return new Map<string, Registered>([
      ...inHub.map(({ manifest }): [string, Registered] => [manifest.id, { id: manifest.id, manifest, url: undefined, health: health.get(manifest.id), jwks: undefined }]),
      ...rows.filter(({ id }) => !ids.has(id)).map((row): [string, Registered] => [row.id, { ...row, health: health.get(row.id) }]),
    ])
  })

  async function get(plug: string): Promise<Registered> {
    const found = (await known.get()).get(plug)
    if (found === undefined) throw unknownPlug()
    return found
  }

  return {
    all: () => known.get(),
    forget: () => known.forget(),
    get,
    add: async (text, by) => {
      const url = text.replace(/\/+$/, '')
      const parsed = URL.parse(url)
      if (parsed === null || parsed.search !== '' || parsed.hash !== '' || parsed.username !== '' || url.length > 500) {
        throw new Fault('invalid', 'plugboard/address', 'Give the service\'s address such as https://service.example, without query or password.')
      }
      await access.outbound.require(url, 'url')
      const { manifest, jwks } = await introduce(parts, url)
      const taken = (): Fault => new Fault('conflict', 'plugboard/id-taken', 'Another service has this id.')
      if (ids.has(manifest.id)) throw taken()
      const rows = await store.write(hubCtx(clock), async (w) => {
        // The same id from another address is somebody else, until the former one is removed.
        await w.query(sql`
          insert into st.plug (id, url, manifest, jwks, added_at, added_by)
          values (${manifest.id}, ${url}, ${JSON.stringify(manifest)}, ${JSON.stringify(jwks)}, ${new Date(clock.now())}, ${by.actor}) on conflict do nothing`)
        return w.query(sql`
          update st.plug set manifest = ${JSON.stringify(manifest)}, jwks = ${JSON.stringify(jwks)} where id = ${manifest.id} and url = ${url} returning id`)
      })
      known.forget()
      if (rows.length === 0) throw taken()
      return get(manifest.id)
    },
    remove: async (plug) => {
      if (ids.has(plug)) throw new Fault('conflict', 'plugboard/in-hub', 'This service is part of the hub; revoke what carriers granted it instead.')
      const rows = await store.write(hubCtx(clock), async (w) => {
        await w.query(sql`delete from st.plug_health where plug = ${plug}`)
        return w.query(sql`delete from st.plug where id = ${plug} returning id`)
      })
      known.forget()
      if (rows.length === 0) throw unknownPlug()
    },
    note: async (plug, { state, reason }) => {
      await store.write(hubCtx(clock), (w) => w.query(sql`
        insert into st.plug_health (plug, state, reason, at) values (${plug}, ${state}, ${reason ?? null}, ${new Date(clock.now())})
        on conflict (plug) do update set state = excluded.state, reason = excluded.reason, at = excluded.at`))
      known.forget()
    },
  }
}
