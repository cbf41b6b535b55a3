import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCarriers, freePorts, startRegion, type DemoCarrier, type Region } from '@steckwerk/demo'
import { silentLog } from '@steckwerk/kernel/testing'
import { copyMadeCluster } from '@steckwerk/store/testing'

export const commandLine = join(import.meta.dirname, '../../apps/cli/src/main.ts')

/** A region of one carrier, alpha, or of several as real processes on free ports; nothing simulated is sent. */
export interface TestRegion extends AsyncDisposable {
  readonly region: Region
  /** The first one; `mllp` is its channel's port. */
  readonly carrier: DemoCarrier
  readonly mllp: number
  /** Where the first carrier's connector takes what its KIS is told of appointments; nobody listens there yet. undefined = it tells nobody. */
  readonly kis: number | undefined
  readonly data: string
}

/** `hubEnvironment`: further settings of its hubs. `withKis`: the first carrier's connector has a way back to its KIS. */
export async function testRegion(
  wanted: readonly DemoCarrier[] = demoCarriers.slice(0, 1), hubEnvironment: Readonly<Record<string, string>> = {}, { withKis = false }: { readonly withKis?: boolean } = {},
): Promise<TestRegion> {
  const data = mkdtempSync(join(tmpdir(), 'steckwerk-region-'))
  // The embedded database, started by root, runs as another user.
  chmodSync(data, 0o755)
  await using held = new AsyncDisposableStack()
  held.defer(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }))
  await copyMadeCluster(join(data, 'postgres'))
  const [hub, connector, mllp, ...more] = (await freePorts(2 + wanted.length)) as [number, number, number, ...number[]]
  const carriers = wanted.map((carrier, at) => ({ ...carrier, portOffset: at === 0 ? 0 : more[at - 1]! - mllp }))
  const carrier = carriers[0]!
  const kis = withKis ? (await freePorts(1))[0]! : undefined
  const region = held.use(await startRegion({
    data, ports: { hub, connector, mllpBase: mllp, ...(kis === undefined ? {} : { kisBase: kis }) }, databaseUrl: '', environment: process.env, hubEnvironment, carriers, commandLine, log: silentLog, progress: () => {},
  }))
  const running = held.move()
  return { region, carrier, mllp, kis, data, [Symbol.asyncDispose]: () => running.disposeAsync() }
}
