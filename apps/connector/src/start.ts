import { createRequire } from 'node:module'
import { X509Certificate } from 'node:crypto'
import { Fault, systemClock, type Clock, type Log } from '@steckwerk/kernel'
import type { ChannelSettings, ConnectorStatus } from '@steckwerk/uplink'
import { GroupCommit } from './channel/group-commit.ts'
import { listen, type Listener } from './channel/listener.ts'
import type { ConnectorConfig } from './config.ts'
import { readIdentity, type Identity } from './identity.ts'
import { startOutbound } from './outbound/start-outbound.ts'
import { spoolFiles } from './spool/files.ts'
import { openSpool } from './spool/open.ts'
import { keepHouse, saveProgress } from './spool/upkeep.ts'
import { Room } from './spool/room.ts'
import { StatusReport } from './status.ts'
import { createHubClient } from './upload/hub-client.ts'
import { startRenewal } from './renewal/renewal.ts'
import { reportStatus } from './upload/report-status.ts'
import { Uploader } from './upload/uploader.ts'

export interface ConnectorPorts {
  readonly log: Log
  readonly clock?: Clock
  /** Free bytes of the disk that holds a folder; a port for tests. */
  readonly freeBytes?: (dir: string) => number
}

/** A running connector. */
export interface Connector extends AsyncDisposable {
  readonly identity: Pick<Identity, 'carrier' | 'connector' | 'socket'>
  /** The channels with the ports they really have. */
  readonly channels: readonly { readonly name: string; readonly port: number }[]
  status(): ConnectorStatus
  /** Resolves once the hub has everything that was received. */
  drained(): Promise<void>
  /** Stops taking messages, finishes what was taken, and ends. */
  close(): Promise<void>
}

const patienceMs = 10_000
const dayMs = 86_400_000

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

/** Starts the Träger-Connector: spool, channels, upload, status.
 *  Faults: connector/not-enrolled, connector/identity, connector/already-running, connector/spool-version, connector/port-taken,
 *  connector/channel-tls. */
export async function startConnector(config: ConnectorConfig, ports: ConnectorPorts): Promise<Connector> {
  const { log } = ports
  const clock = ports.clock ?? systemClock
  const identity = readIdentity(config.dir)
  warnOfExpiry(identity, log, clock)
  await using started = new AsyncDisposableStack()
  const spool = started.use(openSpool({ dir: config.dir, streams: config.spool.streams, limitBytes: config.spool.limitBytes, log, clock }))
  started.defer(() => saveProgress(spool))
  const room = new Room(spool, {
    dir: config.dir, reserveBytes: config.spool.reserveBytes, clock, ...(ports.freeBytes === undefined ? {} : { freeBytes: ports.freeBytes }),
  })
  const hub = createHubClient({
    identity, socket: config.uplink.socket ?? identity.socket, timeoutMs: config.uplink.timeoutSeconds * 1000, connections: 36,
  })
  started.defer(() => hub.close())
  const outbound = config.outbound.length === 0 ? undefined : started.use(startOutbound(config, identity, { hub, log, clock, patienceMs }))
  const listening = new Map<string, number>()
  const uploader = new Uploader({
    spool,
    hub,
    limits: { messages: config.uplink.maxMessages, bytes: config.uplink.maxBytes },
    rules: new Map(config.channels.map((channel) => [channel.name, channel.dropRules])),
    streams: config.spool.streams,
    note: spoolFiles(config.dir).note,
    log,
    onProblem: (fault) => report.noteProblem(fault),
  })
  const report = new StatusReport({ version, spool, room, link: uploader.link, startedAt: clock.now(), ports: listening, ...(outbound === undefined ? {} : { outbound: () => outbound.status() }) })
  started.defer(() => uploader.close(patienceMs))
  if (spool.damaged !== undefined) {
    report.noteProblem(new Fault('unavailable', 'connector/spool-damaged', 'The spool file was damaged. It was kept aside under another name and a new one begun.'))
  }
  const group = new GroupCommit({ spool, room, log, clock, onStored: () => uploader.pump() })
  const listeners: Listener[] = []
  started.defer(() => finishSenders(listeners, group))
  for (const channel of config.channels) {
    const { name, port, zone, charset, patientSystem, caseSystem, site, assigners, classes, placerSystem, fillerSystem } = channel
    const settings: ChannelSettings = {
      zone, patientSystem, caseSystem, site,
      ...(charset === undefined ? {} : { charset }), ...(assigners === undefined ? {} : { assigners }), ...(classes === undefined ? {} : { classes }),
      ...(placerSystem === undefined ? {} : { placerSystem }), ...(fillerSystem === undefined ? {} : { fillerSystem }),
    }
    const listener = await listen({ config: channel, channel: spool.channel(name, settings, port), group, log, clock })
    listeners.push(listener)
    listening.set(name, listener.port)
  }
  started.use(keepHouse(spool, { retainMs: config.spool.retainDays * dayMs, retainBytes: config.spool.retainBytes }))
  const renewal = started.use(startRenewal({ dir: config.dir, identity, hub, clock, log, noteProblem: (fault) => report.noteProblem(fault) }))
  started.use(reportStatus(report, hub, uploader, log, renewal))
  log.info('connector.started', { carrier: identity.carrier, connector: identity.connector, epoch: spool.state.epoch.id, count: spool.state.waiting.messages, version })
  uploader.pump()
  const running = started.move()
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= running.disposeAsync().then(() => log.info('connector.stopped', { connector: identity.connector })))
  return {
    identity: { carrier: identity.carrier, connector: identity.connector, socket: config.uplink.socket ?? identity.socket },
    channels: listeners.map((listener) => ({ name: listener.channel.name, port: listener.port })),
    status: () => report.now(),
    drained: () => uploader.drained(),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Takes nothing more, commits and acknowledges what has come, ends the connections. */
async function finishSenders(listeners: readonly Listener[], group: GroupCommit): Promise<void> {
  for (const listener of listeners) listener.stop()
  group.flush()
  await Promise.all(listeners.map((listener) => listener.close()))
}

function warnOfExpiry(identity: Identity, log: Log, clock: Clock): void {
  const days = (new X509Certificate(identity.certificate).validToDate.getTime() - clock.now()) / dayMs
  if (days < 30) log.warn('identity.expires-soon', { connector: identity.connector, count: Math.max(0, Math.floor(days)) })
}
