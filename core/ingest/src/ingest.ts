import { systemClock, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import type { ObjectStore } from '@steckwerk/objects'
import type { Store } from '@steckwerk/store'
import type { Batch, ConnectorStatus, OpenEpoch } from '@steckwerk/uplink'
import { acknowledgeAlarm } from './alarms.ts'
import { commitBatch, type BatchAnswer } from './commit-batch.ts'
import type { ProblemPage, RatePoint, RawMessage, ReplayPage, ReplayResult, ReplayScope } from './contract.ts'
import { importBeds, type BedPlan } from './import-beds.ts'
import { KnownPlaces } from './known-places.ts'
import { openEpoch } from './open-epoch.ts'
import { createOriginals } from './originals.ts'
import { createOutbound, type Outbound } from './outbound/outbound.ts'
import type { Keys } from './ports.ts'
import { problems } from './problems.ts'
import { rates } from './rates.ts'
import { messagePatients } from './message-patients.ts'
import { rawMessage } from './raw-message.ts'
import { replay } from './replay.ts'
import { replayMany } from './replay-many.ts'
import { connectors, registerConnector, reportStatus, type ConnectorsView } from './status.ts'

export interface IngestOptions {
  readonly store: Store
  readonly keys: Keys
  /** Where large originals go; without it they stay in the database. */
  readonly objects?: ObjectStore
  readonly log: Log
  readonly clock?: Clock
  /** How long sealed originals are kept, days. */
  readonly rawRetentionDays: number
  /** After so long without a change, in milliseconds, what follows the changes for a KIS writes down how far it is. */
  readonly outboundRestMs?: number
}

/** Takes in what connectors bring, and tells what became of it. Every call works within ctx's carrier. */
export interface Ingest {
  registerConnector(ctx: Ctx, connector: string): Promise<void>
  openEpoch(ctx: Ctx, connector: string, request: OpenEpoch): Promise<void>
  /** Applies a batch exactly once. Faults: uplink/epoch-unknown, store/unavailable. */
  commitBatch(ctx: Ctx, connector: string, batch: Batch): Promise<BatchAnswer>
  reportStatus(ctx: Ctx, connector: string, status: ConnectorStatus): Promise<void>
  connectors(ctx: Ctx): Promise<ConnectorsView>
  rates(ctx: Ctx, minutes: number): Promise<RatePoint[]>
  /** Faults: ingest/cursor. */
  problems(ctx: Ctx, page: { readonly count: number; readonly cursor?: string }): Promise<ProblemPage>
  /** Faults: ingest/reference, ingest/raw-gone. */
  rawMessage(ctx: Ctx, ref: string, options: { readonly masked: boolean }): Promise<RawMessage>
  /** Ids of the Patients a message concerns, as far as it could be mapped. Faults: ingest/reference. */
  messagePatients(ctx: Ctx, ref: string): Promise<readonly string[]>
  /** Faults: ingest/reference, ingest/message-missing, ingest/raw-gone. */
  replay(ctx: Ctx, ref: string): Promise<ReplayResult>
  replayMany(ctx: Ctx, scope: ReplayScope, count: number, cursor?: string): Promise<ReplayPage>
  /** Makes the Locations of a bed plan that are not there yet. */
  importBeds(ctx: Ctx, plan: BedPlan): Promise<{ readonly created: number }>
  /** Faults: ingest/alarm-missing. */
  acknowledgeAlarm(ctx: Ctx, id: string): Promise<void>
  /** What goes back to the systems of the houses; to be started and ended by whoever runs the hub. */
  readonly outbound: Outbound
}

export function createIngest(options: IngestOptions): Ingest {
  const { store, keys, log, rawRetentionDays } = options
  const originals = createOriginals(keys, options.objects)
  const ports = { store, keys, originals, log, clock: options.clock ?? systemClock, places: new KnownPlaces() }
  return {
    registerConnector: (ctx, connector) => registerConnector(store, ctx, connector),
    openEpoch: (ctx, connector, request) => openEpoch(store, ctx, connector, request),
    commitBatch: (ctx, connector, batch) => commitBatch(ports, ctx, connector, batch),
    reportStatus: (ctx, connector, status) => reportStatus(store, ctx, connector, status),
    connectors: (ctx) => connectors(store, ctx),
    rates: (ctx, minutes) => rates(store, ctx, minutes),
    problems: (ctx, page) => problems(store, ctx, page, rawRetentionDays),
    messagePatients: (ctx, ref) => messagePatients(store, ctx, ref),
    rawMessage: (ctx, ref, { masked }) => rawMessage(store, originals, ctx, ref, masked),
    replay: (ctx, ref) => replay(store, originals, ctx, ref),
    replayMany: (ctx, scope, count, cursor) => replayMany(store, originals, ctx, scope, count, cursor),
    importBeds: (ctx, plan) => importBeds(store, ctx, plan),
    acknowledgeAlarm: (ctx, id) => acknowledgeAlarm(store, ctx, id),
    outbound: createOutbound({ store, keys, log, restMs: options.outboundRestMs }),
  }
}
