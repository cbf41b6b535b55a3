import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Fault } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { readHubSecret, writeHubSecretOnce } from './hub-secret.ts'
import { createSecretFile, readSecretFile } from './secret-file.ts'

export interface MasterKeySource {
  /** The hub's data folder; the key's file is `<dataDir>/master-key`. */
  readonly dataDir: string
  /** Base64 of 32 bytes from STECKWERK_MASTER_KEY; '' or undefined = use the file. */
  readonly configured?: string | undefined
}

function decode(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32 || !/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) {
    throw new Fault('invalid', 'access/master-key-form', 'The master key must be 32 bytes in base64.')
  }
  return key
}

function fingerprint(key: Buffer): Buffer {
  return createHmac('sha256', key).update('steckwerk master key').digest()
}

/** The key that wraps every other key: configured, or from the file, or made on the very first start of a database. A hub that joins a
 *  database needs the key its data was sealed with; without it nothing is made, so that no second key hides the mistake.
 *  Faults: access/master-key-form, access/master-key-missing, access/master-key-mismatch. */
export async function openMasterKey(source: MasterKeySource, store: Store, now: number): Promise<Buffer> {
  const path = join(source.dataDir, 'master-key')
  const known = await readHubSecret(store, 'master-key-fingerprint', now)
  const given = source.configured === undefined || source.configured === '' ? await readSecretFile(path) : source.configured
  if (given === undefined && known !== undefined) {
    throw new Fault('unavailable', 'access/master-key-missing',
      'This database was set up with a master key that this hub does not have: put its file into the data folder or set STECKWERK_MASTER_KEY.')
  }
  const key = decode(given ?? (await createSecretFile(path, randomBytes(32).toString('base64'))))
  const agreed = known ?? (await writeHubSecretOnce(store, 'master-key-fingerprint', fingerprint(key), now))
  if (!agreed.equals(fingerprint(key))) {
    throw new Fault('unavailable', 'access/master-key-mismatch', 'The master key is not the one this database was set up with.')
  }
  return key
}
