import { join } from 'node:path'
import type { Clock, Log } from '@steckwerk/kernel'
import type { OutboundSettings, OutboundStatus } from '@steckwerk/uplink'
import type { ConnectorConfig, OutboundConfig } from '../config.ts'
import type { Identity } from '../identity.ts'
import type { HubClient } from '../upload/hub-client.ts'
import { Destination } from './destination.ts'
import { HubExchange } from './exchange.ts'
import { OutboundQueue } from './queue.ts'

export interface OutboundRun extends AsyncDisposable {
  status(): OutboundStatus[]
}

const longestWaitSeconds = 25

/** Starts the way back: fetches messages from the hub, keeps them, sends each to its system of the house.
 *  Faults: those of OutboundQueue. */
export function startOutbound(
  config: ConnectorConfig, identity: Pick<Identity, 'carrier'>, ports: { readonly hub: HubClient; readonly log: Log; readonly clock: Clock; readonly patienceMs: number },
): OutboundRun {
  const { hub, log, clock, patienceMs } = ports
  const queue = OutboundQueue.open(join(config.dir, 'outbound.sqlite'), { clock, log })
  const destinations = config.outbound.map((one) => new Destination({ config: one, queue, log, clock, onSettled: () => exchange.tell() }))
  const exchange = new HubExchange({
    hub,
    queue,
    channels: Object.fromEntries(config.outbound.map((one) => [one.name, settingsOf(one, config, identity.carrier)])),
    waitSeconds: Math.max(1, Math.min(longestWaitSeconds, config.uplink.timeoutSeconds - 5)),
    log,
    onStored: () => {
      for (const destination of destinations) destination.wake()
    },
  })
  return {
    status: () => destinations.map((destination) => destination.status()),
    async [Symbol.asyncDispose]() {
      await Promise.all([exchange.close(), ...destinations.map((destination) => destination.close(patienceMs))])
      queue[Symbol.dispose]()
    },
  }
}

/** What is not said of a destination is as the first inbound channel has it: mostly both are the same system. */
function settingsOf(one: OutboundConfig, { channels }: ConnectorConfig, carrier: string): OutboundSettings {
  const inbound = channels[0]!
  return {
    zone: one.zone ?? inbound.zone,
    charset: one.charset,
    patientSystem: one.patientSystem ?? inbound.patientSystem,
    fillerSystem: one.fillerSystem ?? inbound.fillerSystem ?? `${inbound.caseSystem}#filler`,
    ...(one.patientAssigner === undefined ? {} : { patientAssigner: one.patientAssigner }),
    sendingApplication: one.sendingApplication,
    sendingFacility: one.sendingFacility ?? carrier.toUpperCase(),
    receivingApplication: one.receivingApplication,
    receivingFacility: one.receivingFacility,
  }
}
