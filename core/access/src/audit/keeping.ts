import { join } from 'node:path'
import type { Clock, Ctx, Log } from '@steckwerk/kernel'
import type { Job, Store } from '@steckwerk/store'
import type { HubSecrets } from '../hub-secrets.ts'
import type { AuditTrail } from './audit-log.ts'
import { createAuditRetention, pruneAuditJob, type AuditRetention } from './retention.ts'
import { sealJob, type SealJobOptions } from './seal-job.ts'
import { keepPublicKey, openAuditKey } from './signing-key.ts'
import { verifyAudit, type AuditVerdict } from './verify.ts'

/** What keeps the access log sound over the years: sealed segments, retention, verification. */
export interface AuditKeeping {
  readonly retention: AuditRetention
  /** PEM. Also in `<dataDir>/audit-key.pem`. */
  readonly publicKey: string
  /** To be run by the elected hub. */
  jobs(log: Log, seal?: Pick<SealJobOptions, 'most' | 'oldestMs'>): readonly Job[]
  /** Computes the log of the carrier of ctx (tenant 0: the platform's) anew. */
  verify(ctx: Ctx): Promise<AuditVerdict>
}

export async function openAuditKeeping(options: {
  readonly store: Store
  readonly secrets: HubSecrets
  readonly clock: Clock
  readonly trail: AuditTrail
  readonly dataDir: string
}): Promise<AuditKeeping> {
  const { store, clock, trail } = options
  const key = await openAuditKey(options.secrets, clock.now())
  await keepPublicKey(join(options.dataDir, 'audit-key.pem'), key.publicKey)
  return {
    retention: createAuditRetention(store, trail),
    publicKey: key.publicKey,
    jobs: (log, seal = {}) => [sealJob({ key, clock, log, ...seal }), pruneAuditJob({ key, trail, clock })],
    verify: (ctx) => verifyAudit((statement) => store.read(ctx, (reader) => reader.query(statement)), key),
  }
}
