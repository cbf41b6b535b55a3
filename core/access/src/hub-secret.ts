import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { systemCtx } from './system-ctx.ts'

/** Secrets that all hubs of one database share, sealed by the master key (table base.hub_secret): `keys rewrap` takes them along. */
export const sealedHubSecrets = ['hub-key', 'operator-token', 'demo-password', 'connector-ca', 'audit-key', 'oidc-keys'] as const
export type SealedHubSecret = (typeof sealedHubSecrets)[number]

/** With what tells which master key holds, and that key where a key service has wrapped it. */
type HubSecretName = SealedHubSecret | 'master-key-fingerprint' | 'master-key-wrapped'

export const hubSecretContext = (name: SealedHubSecret): string => `hub-secret ${name}`

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
