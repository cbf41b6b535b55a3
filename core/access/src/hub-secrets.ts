import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { hubSecretContext, readHubSecret, type SealedHubSecret } from './hub-secret.ts'
import type { MasterKey } from './master-key.ts'
import { systemCtx } from './system-ctx.ts'

/** The shared secrets, opened. */
export interface HubSecrets {
  read(name: SealedHubSecret, now: number): Promise<Buffer | undefined>
  /** The one that holds; made where there is none yet, unless another hub is first. */
  ensure(name: SealedHubSecret, make: () => Uint8Array | Promise<Uint8Array>, now: number): Promise<Buffer>
  replace(name: SealedHubSecret, plain: Uint8Array, now: number): Promise<void>
}

export function createHubSecrets(store: Store, master: MasterKey): HubSecrets {
  async function read(name: SealedHubSecret, now: number): Promise<Buffer | undefined> {
    const sealed = await readHubSecret(store, name, now)
    return sealed === undefined ? undefined : master.open(sealed, hubSecretContext(name), now)
  }

  async function put(name: SealedHubSecret, plain: Uint8Array, now: number, replace: boolean): Promise<void> {
    await master.sealing((work) => store.write(systemCtx(now), work), async (w, seal) => {
      const insert = sql`insert into st.hub_secret (name, value, created_at) values (${name}, ${seal(plain, hubSecretContext(name))}, ${new Date(now)})`
      await w.query(replace
        ? sql`${insert} on conflict (name) do update set value = excluded.value, created_at = excluded.created_at`
        : sql`${insert} on conflict (name) do nothing`)
    }, now)
  }

  return {
    read,
    ensure: async (name, make, now) => {
      const found = await read(name, now)
      if (found !== undefined) return found
      await put(name, await make(), now, false)
      return (await read(name, now))!
    },
    replace: (name, plain, now) => put(name, plain, now, true),
  }
}
