import { hash } from 'node:crypto'
import type { AuditRow } from '../contract.ts'

const known = new Map<string, bigint>()
const mostKnown = 10_000

/** What entries of an actor are found by: the first eight bytes of its SHA-256. Two that share one cost time and change nothing, since what is
 *  found is compared by its text. */
export function auditActorKey(actor: string): bigint {
  let key = known.get(actor)
  if (key === undefined) {
    if (known.size === mostKnown) known.clear()
    known.set(actor, (key = hash('sha256', actor, 'buffer').readBigInt64BE(0)))
  }
  return key
}

/** Found where some actor is no program: no actor is named so. */
export const auditPeopleKey = auditActorKey('*')

const isProgram = (actor: string): boolean => actor.startsWith('Device/')

/** Of whom the entries tell, each once: Patients by their hashes, actors by auditActorKey, and whether people are among them. */
export function auditKeys(rows: readonly AuditRow[]): readonly bigint[] {
  const keys = new Set<bigint>()
  for (const { patients, actor } of rows) {
    for (const patient of patients) if (patient !== 0n) keys.add(patient)
    keys.add(auditActorKey(actor))
    if (!isProgram(actor)) keys.add(auditPeopleKey)
  }
  return [...keys]
}
