import type { Step } from '../connection/steps.ts'
import type { IndexHash } from '../search/index-hash.ts'
import { int8Array } from '../write/binary-array.ts'

/** Takes the keys' locks, each until the end of the transaction, in one order for everybody: nobody waits in a circle. They are hashed with
 *  the database's secret, so two carriers' keys do not meet, and two keys of one meet once in 2^64. */
export function lockStep(hash: IndexHash, tenant: number, keys: readonly string[]): Step {
  const numbers = [...new Set(keys.map((key) => hash.of(tenant, '', 'lock', '', key)))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return { name: 'st_lock', text: 'select pg_advisory_xact_lock(k) from unnest($1::int8[]) k', values: [int8Array(numbers)] }
}
