import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '@steckwerk/kernel'
import { migrate, prepareExternal, startPostgres } from '@steckwerk/store'
import type { HubConfig } from './config.ts'

export interface Database extends AsyncDisposable {
  readonly ownerUrl: string
  readonly hubUrl: string
}

/** The database of the configuration, brought up to this version: a server of yours, or the embedded one.
 *  Faults: those of the store. */
export async function openDatabase(config: HubConfig, log: Log): Promise<Database> {
  if (config.databaseUrl !== '') return openExternal(config, log)
  await using opened = new AsyncDisposableStack()
  const { ownerUrl, hubUrl } = opened.use(await startPostgres({ dataDir: config.data, log }))
  await migrate(ownerUrl, log)
  const held = opened.move()
  return { ownerUrl, hubUrl, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

async function openExternal(config: HubConfig, log: Log): Promise<Database> {
  const ownerUrl = config.databaseUrl
  const { hubUrl, hubRole } = await prepareExternal({
    ownerUrl,
    hubRole: config.hubRole,
    ...(config.hubDatabaseUrl === '' ? { hubSecret: roleSecret(config) } : { hubUrl: config.hubDatabaseUrl }),
  })
  await migrate(ownerUrl, log, { hubRole })
  return { ownerUrl, hubUrl, [Symbol.asyncDispose]: () => Promise.resolve() }
}

/** What the role's password is made from, the same for every hub of the installation: the owner's own password, or, where the owner
 *  needs none (a socket, a certificate), a random file of this data folder. */
function roleSecret(config: HubConfig): Uint8Array {
  const password = /^[^:]+:\/\/[^:@/?#]*:([^@/?#]+)@/.exec(config.databaseUrl)?.[1]
  if (password !== undefined && password !== '') return Buffer.from(password)
  const file = join(config.data, 'hub-role-secret')
  try {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 })
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  }
  return readFileSync(file)
}
