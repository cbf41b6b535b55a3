import type { Log } from '@steckwerk/kernel'
import { migrate, prepareHubRole, startPostgres } from '@steckwerk/store'
import type { HubConfig } from './config.ts'

export interface Database extends AsyncDisposable {
  readonly ownerUrl: string
  readonly hubUrl: string
}

/** The database of the configuration, brought up to this version: a server of yours, or the embedded one. */
export async function openDatabase(config: HubConfig, log: Log): Promise<Database> {
  await using opened = new AsyncDisposableStack()
  const database = config.databaseUrl === '' ? opened.use(await startPostgres({ dataDir: config.data, log })) : await external(config)
  await migrate(database.ownerUrl, log, { hubRole: config.hubRole })
  const held = opened.move()
  return { ownerUrl: database.ownerUrl, hubUrl: database.hubUrl, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

async function external(config: HubConfig): Promise<{ ownerUrl: string; hubUrl: string }> {
  const ownerUrl = config.databaseUrl
  if (config.hubDatabaseUrl !== '') return { ownerUrl, hubUrl: config.hubDatabaseUrl }
  return { ownerUrl, hubUrl: await prepareHubRole(ownerUrl, config.hubRole, config.data) }
}
