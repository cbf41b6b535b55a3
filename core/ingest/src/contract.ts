/** What the ingest tells of itself, in the shapes the portal API hands on. Times are ISO instants. Types only. */

export interface Overview {
  readonly now: string
  readonly carriers: readonly CarrierOverview[]
}

export interface CarrierOverview {
  readonly carrier: string
  readonly name: string
  readonly connectors: readonly ConnectorOverview[]
  /** Messages that could not be mapped and wait for a replay. */
  readonly unmapped: number
  /** Messages committed in the last full minute. */
  readonly lastMinute: number
}

export interface ConnectorOverview {
  readonly connector: string
  /** silent: no status for 15 s; never: enrolled but not seen yet. */
  readonly state: 'connected' | 'silent' | 'never'
  readonly seenAt: string | null
  readonly version: string | null
  readonly spool: { readonly depth: number; readonly bytes: number; readonly limitBytes: number } | null
  readonly oldestWaitingAt: string | null
  readonly alarms: readonly Alarm[]
  readonly channels: readonly ChannelOverview[]
  /** The way back: what this connector sends to systems of its house. */
  readonly outbound: readonly OutboundOverview[]
}

export interface Alarm {
  readonly id: string
  /** bytes-differ, spool-restored, spool-lost, certificate-expiring (count: days that were left), outbound-held (a destination refused or never
   *  acknowledged a message), outbound-gap (changes were not told), outbound-failed (a change could not be written as a message). */
  readonly code: string
  readonly at: string
  /** Numbers for the sentence: how many messages, which epoch. */
  readonly count: number
  readonly detail: string
}

export interface ChannelOverview {
  readonly channel: string
  readonly port: number
  readonly listening: boolean
  readonly received: number
  readonly duplicates: number
  readonly refused: number
  readonly depth: number
  readonly oldestWaitingAt: string | null
  readonly perMinute: number
  readonly applicationAckWished: boolean
  readonly lastError: { readonly code: string; readonly text: string; readonly at: string } | null
}

/** One row of the chart: one minute of one carrier. */
export interface RatePoint {
  readonly minute: string
  readonly carrier: string
  readonly mapped: number
  readonly unmapped: number
}

export interface Problem {
  /** Names the message: connector/epoch/channel/sequence. */
  readonly ref: string
  readonly receivedAt: string
  readonly connector: string
  readonly channel: string
  /** ADT^A01, or empty where even that could not be read. */
  readonly messageType: string
  readonly code: string
  readonly text: string
  /** Until when the raw message is kept; null once pruned. */
  readonly retainedUntil: string | null
}

export interface ProblemPage {
  readonly problems: readonly Problem[]
  readonly next: string | null
}

export interface RawMessage {
  readonly ref: string
  readonly masked: boolean
  readonly charset: string
  readonly segments: readonly {
    readonly name: string
    /** Field numbers as HL7 counts them (MSH-1 is the separator). `text` is dots where masked. */
    readonly fields: readonly { readonly index: number; readonly text: string; readonly masked: boolean }[]
  }[]
}

export interface ReplayResult {
  readonly state: 'mapped' | 'unmapped'
  /** Messages applied again, resources written. */
  readonly messages: number
  readonly changed: number
  readonly code: string | null
  readonly text: string | null
}

/** unmapped: messages that wait; outdated: messages mapped by an earlier generation of the maps. */
export type ReplayScope = 'unmapped' | 'outdated'

export interface ReplayPage {
  readonly tried: number
  readonly mapped: number
  readonly changed: number
  /** Cursor of the next call; null at the end. */
  readonly next: string | null
}

/** A destination in the house. */
export interface OutboundOverview {
  readonly channel: string
  readonly host: string | null
  readonly port: number | null
  readonly connected: boolean
  /** Messages on their way, at the hub and at the connector. */
  readonly waiting: number
  /** Messages that were refused or never acknowledged: they hold back what follows of the same appointment, until somebody decides. */
  readonly held: number
  /** When the oldest message not settled was composed. */
  readonly oldestWaitingAt: string | null
  readonly delivered: number
  readonly rejected: number
  readonly lastError: { readonly code: string; readonly text: string; readonly at: string } | null
}

/** GET /portal/api/carriers/{carrier}/outbound: what is held, the oldest first. */
export interface HeldPage {
  /** How many there are; at most 200 are given. */
  readonly total: number
  readonly messages: readonly HeldMessage[]
}

export interface HeldMessage {
  readonly connector: string
  readonly channel: string
  readonly control: string
  /** The Appointment's id. */
  readonly appointment: string
  /** `S12`. */
  readonly event: string
  /** held: the system refused it; unknown: it was sent and never acknowledged. */
  readonly state: 'held' | 'unknown'
  readonly composedAt: string
  readonly attempts: number
  /** MSA-1, or `timeout`. */
  readonly ack: string
  /** What the system said; technical text. */
  readonly reason: string
  readonly decision: 'resend' | 'skip' | null
}
