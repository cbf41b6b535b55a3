import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { systemCtx } from './system-ctx.ts'

/** Names of the values that all hubs of one database share (table base.hub_secret). Everything but the fingerprint is sealed. */
export type HubSecretName = 'master-key-fingerprint' | 'operator-token' | 'demo-password' | 'connector-ca' | 'audit-key' | 'oidc-keys'

export async function readHubSecret(store: Store, name: HubSecretName, now: number): Promise<Buffer | undefined> {
  const rows = await store.read(systemCtx(now), (r) => r.query<{ value: Buffer }>(sql`select value from st.hub_secret where name = ${name}`))
  return rows[0]?.value
}

/** Keeps the value unless another hub was first; returns the one that holds. */
export async function writeHubSecretOnce(store: Store, name: HubSecretName, value: Buffer, now: number): Promise<Buffer> {
  await store.write(systemCtx(now), (w) => w.query(sql`
    insert into st.hub_secret (name, value, created_at) values (${name}, ${value}, ${new Date(now)}) on conflict (name) do nothing`))
  return (await readHubSecret(store, name, now)) ?? value
}

export async function replaceHubSecret(store: Store, name: HubSecretName, value: Buffer, now: number): Promise<void> {
  await store.write(systemCtx(now), (w) => w.query(sql`
    insert into st.hub_secret (name, value, created_at) values (${name}, ${value}, ${new Date(now)})
    on conflict (name) do update set value = excluded.value, created_at = excluded.created_at`))
}
