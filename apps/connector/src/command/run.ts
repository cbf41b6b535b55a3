import { createLog, Fault, type Log } from '@steckwerk/kernel'
import { readConnectorConfig, type ConnectorConfig } from '../config.ts'
import { startConnector } from '../start.ts'
import { chosenDir, type Options } from './options.ts'

/** Runs the connector until SIGTERM, SIGINT or the end of the process that started it with an IPC channel; then drains.
 *  A parent with a channel is told `{ kind: 'ready', channels: [{ name, port }] }`. */
export async function run(options: Options): Promise<void> {
  const { settings } = options
  const config = withSocket(readConnectorConfig(chosenDir(settings), settings.configFile === '' ? undefined : settings.configFile), settings.socket)
  const log = createLog('connector', settings.logLevel)
  await using connector = await startConnector(config, { log })
  const end = untilAsked(log)
  if (process.connected) process.send?.({ kind: 'ready', channels: connector.channels })
  await end
}

function withSocket(config: ConnectorConfig, socket: string): ConnectorConfig {
  if (socket === '') return config
  if (!URL.canParse(socket) || new URL(socket).protocol !== 'https:') {
    throw new Fault('invalid', 'connector/usage', 'The connector socket is an https address.')
  }
  return { ...config, uplink: { ...config.uplink, socket } }
}

function untilAsked(log: Log): Promise<void> {
  return new Promise((resolve) => {
    const onSignal = (signal: string): void => end(signal)
    const onDisconnect = (): void => end('disconnect')
    const end = (signal: string): void => {
      process.off('SIGTERM', onSignal).off('SIGINT', onSignal).off('disconnect', onDisconnect)
      log.info('connector.stopping', { signal })
      resolve()
    }
    // The parent may have gone while we started.
    if (process.send !== undefined && !process.connected) onDisconnect()
    else process.on('SIGTERM', onSignal).on('SIGINT', onSignal).on('disconnect', onDisconnect)
  })
}
