import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Fault, sql } from '@steckwerk/kernel'
import type { OwnerQuery, Store } from '@steckwerk/store'
import { readHubSecret, writeHubSecretOnce } from '../hub-secret.ts'
import { createSecretFile, moveSecretFile, readSecretFile } from '../secret-file.ts'
import type { KeyWrapping } from './kms.ts'

export interface MasterKeyOptions {
  /** The hub's data folder; the key's file is `<dataDir>/master-key`, the next one's `<dataDir>/master-key.next`. */
  readonly dataDir: string
  /** Base64 of 32 bytes from STECKWERK_MASTER_KEY; '' or undefined = use the file. */
  readonly configured?: string | undefined
  /** The same from STECKWERK_MASTER_KEY_NEXT: what `keys rewrap` goes to. */
  readonly next?: string | undefined
  /** A key service that keeps the master key wrapped in the database; then neither file nor environment is used. */
  readonly kms?: KeyWrapping | undefined
}

export interface NextKey {
  readonly key: Buffer
  /** In the transaction that makes it hold. */
  keep(query: OwnerQuery): Promise<void>
}

/** Where a master key comes from. */
export interface MasterKeySource {
  readonly kind: 'file' | 'environment' | 'kms'
  /** Keys there are, of which one may hold. */
  candidates(now: number): Promise<readonly Buffer[]>
  /** The first key of a database. */
  make(now: number): Promise<Buffer>
  /** What to go to, the same after a failed attempt. Faults: access/master-key-next. */
  next(current: Buffer): Promise<NextKey>
  /** This one holds: what else there is goes away, as far as it is ours to remove. */
  settle(key: Buffer): Promise<void>
}

const wrappedName = 'master-key-wrapped'
const nothing = async (): Promise<void> => {}

function decode(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32 || !/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) {
    throw new Fault('invalid', 'access/master-key-form', 'The master key must be 32 bytes in base64.')
  }
  return key
}

const encode = (key: Buffer): string => key.toString('base64')

export function masterKeySource(options: MasterKeyOptions, store: Store): MasterKeySource {
  const { configured = '', kms } = options
  if (kms !== undefined) return ofService(kms, store)
  return configured === '' ? ofFile(options.dataDir) : ofEnvironment(configured, options.next ?? '')
}

function ofFile(dataDir: string): MasterKeySource {
  const path = join(dataDir, 'master-key')
  const nextPath = `${path}.next`
  const read = async (at: string): Promise<Buffer | undefined> => {
    const text = await readSecretFile(at)
    return text === undefined ? undefined : decode(text)
  }
  return {
    kind: 'file',
    candidates: async () => [await read(path), await read(nextPath)].filter((key) => key !== undefined),
    make: async () => decode(await createSecretFile(path, encode(randomBytes(32)))),
    next: async (current) => {
      const key = decode(await createSecretFile(nextPath, encode(randomBytes(32))))
      if (key.equals(current)) throw new Fault('conflict', 'access/master-key-next', 'The file master-key.next holds the key that is in use already.')
      return { key, keep: nothing }
    },
    settle: async (key) => {
      if ((await read(nextPath))?.equals(key) === true) await moveSecretFile(nextPath, path)
    },
  }
}

function ofEnvironment(configured: string, next: string): MasterKeySource {
  return {
    kind: 'environment',
    candidates: async () => [configured, next].filter((text) => text !== '').map(decode),
    make: async () => decode(configured),
    next: async (current) => {
      const key = [next, configured].filter((text) => text !== '').map(decode).find((one) => !one.equals(current))
      if (key === undefined) {
        throw new Fault('conflict', 'access/master-key-next', 'Start every hub with the new key in STECKWERK_MASTER_KEY_NEXT first (32 bytes in base64).')
      }
      return { key, keep: nothing }
    },
    settle: nothing,
  }
}

/** The key lies wrapped in the database, where every hub finds it; whoever may use the service can open it. */
function ofService(kms: KeyWrapping, store: Store): MasterKeySource {
  return {
    kind: 'kms',
    candidates: async (now) => {
      const wrapped = await readHubSecret(store, wrappedName, now)
      return wrapped === undefined ? [] : [await kms.unwrap(wrapped)]
    },
    make: async (now) => kms.unwrap(await writeHubSecretOnce(store, wrappedName, await kms.wrap(randomBytes(32)), now)),
    next: async () => {
      const key = randomBytes(32)
      const wrapped = await kms.wrap(key)
      return {
        key,
        keep: async (query) => void (await query(sql`update base.hub_secret set value = ${wrapped}, created_at = now() where name = ${wrappedName}`)),
      }
    },
    settle: nothing,
  }
}
