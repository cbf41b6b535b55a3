import { createHmac, hkdfSync } from 'node:crypto'
import { sealerOf, unseal } from '../seal.ts'

/** Seals small secrets that belong to no carrier (TOTP secrets, pending sign-ins) with the hub key, and makes keyed hashes. */
export interface HubSeal {
  /** `context` names what is sealed and whose: it opens nowhere else. */
  seal(value: unknown, context: string): Buffer
  /** Faults: access/unseal. */
  open<T>(sealed: Buffer, context: string): T
  /** 32 bytes that tell nothing without the hub key. Parts are told apart. */
  mark(...parts: readonly string[]): Buffer
}

/** For another part of the hub, under a key of that part's own. Every piece has a sealer of its own: one that counts on would number rows that nobody shall join. */
export function createPartSeal(hubKey: Buffer, part: string): HubSeal {
  const key = Buffer.from(hkdfSync('sha256', hubKey, '', `steckwerk part ${part}`, 32))
  const { open, mark } = createHubSeal(key)
  return { seal: (value, context) => createHubSeal(key).seal(value, context), open, mark }
}

export function createHubSeal(hubKey: Buffer): HubSeal {
  const seal = sealerOf(hubKey, 0)
  return {
    seal: (value, context) => seal(Buffer.from(JSON.stringify(value)), context),
    open: <T>(sealed: Buffer, context: string) => JSON.parse(unseal(hubKey, sealed, context).toString()) as T,
    mark: (...parts) => createHmac('sha256', hubKey).update(JSON.stringify(parts)).digest(),
  }
}
