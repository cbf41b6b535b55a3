import { createLog } from '@steckwerk/kernel'
import { portalDist } from '@steckwerk/portal'
import { readHubConfig } from './config.ts'
import { startHub, type HubPorts } from './start-hub.ts'

/** Runs a hub until it is told to stop (SIGTERM, SIGINT, or its parent's channel closes), then drains. Resolves with the exit code. */
export async function runHub(environment: Readonly<Record<string, string | undefined>>, variant: Pick<HubPorts, 'networksOnly'> = {}): Promise<number> {
  const config = readHubConfig(environment)
  const log = createLog('hub', config.logLevel)
  const stop = Promise.withResolvers<string>()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.resolve(signal))
  process.once('disconnect', () => stop.resolve('parent-gone'))
  await using hub = await startHub(config, { log, portalDist, ...variant })
  process.send?.({ ready: hub.url })
  log.info('hub.stopping', { signal: await stop.promise })
  return 0
}
