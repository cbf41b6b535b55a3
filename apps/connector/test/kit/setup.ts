import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@steckwerk/kernel/testing'
import { parseConnectorConfig, type ConnectorConfig } from '../../src/config.ts'
import { writeIdentity } from '../../src/identity.ts'
import { startConnector, type Connector, type ConnectorPorts } from '../../src/start.ts'
import { TestHub } from './test-hub.ts'

export interface Setup extends AsyncDisposable {
  readonly hub: TestHub
  readonly dataDir: string
  readonly dir: string
  /** A configuration for this folder: channel `kis` on a free port, changed by what is given. */
  config(changes?: { channel?: object; channels?: object[]; outbound?: object[]; spool?: object; uplink?: object }): ConnectorConfig
  start(config?: ConnectorConfig, ports?: Partial<ConnectorPorts>): Promise<Connector>
}

const channel = { name: 'kis', port: 0, patientSystem: 'urn:test:patient', caseSystem: 'urn:test:case', site: 'Haus Nord' }

/** A hub, a folder and an identity to start connectors with; so many days of its certificate's 360 are left. */
export async function setup({ leftDays }: { readonly leftDays?: number } = {}): Promise<Setup> {
  const hub = await TestHub.start()
  const dataDir = mkdtempSync(join(tmpdir(), 'steckwerk-connector-'))
  const dir = join(dataDir, 'connector-alpha')
  mkdirSync(dir, { mode: 0o700 })
  const { key, cert } = await hub.authority.issue('connector', leftDays)
  writeIdentity(dir, { carrier: 'alpha', connector: 'kis-alpha', certificate: cert, privateKey: key, ca: hub.authority.ca, socket: hub.socket })
  const started: Connector[] = []
  const config: Setup['config'] = (changes = {}) => parseConnectorConfig(dir, {
    channels: changes.channels?.map((one) => ({ ...channel, ...one })) ?? [{ ...channel, ...changes.channel }],
    ...(changes.outbound === undefined ? {} : { outbound: changes.outbound }),
    spool: { reserveBytes: 0, ...changes.spool },
    uplink: changes.uplink ?? {},
  })
  return {
    hub,
    dataDir,
    dir,
    config,
    async start(given = config(), ports = {}) {
      const connector = await startConnector(given, { log: silentLog, ...ports })
      started.push(connector)
      return connector
    },
    async [Symbol.asyncDispose]() {
      for (const connector of started) await connector.close()
      await hub[Symbol.asyncDispose]()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
