import { z } from 'zod'

const channelName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

/** MSH-10 of a message, which also names it between hub and connector. */
const control = z.string().regex(/^[A-Za-z0-9]{1,20}$/)

/** How the messages for a destination are to be written: what HL7 v2 leaves open. */
export const outboundSettings = z.strictObject({
  /** IANA zone of the times. */
  zone: z.string().min(1),
  /** A label iconv-lite knows; MSH-18 follows from it. */
  charset: z.string().min(1),
  /** Identifier system of the patient numbers (MR) this destination knows, and of its appointment numbers (SCH-2). */
  patientSystem: z.string().min(1),
  fillerSystem: z.string().min(1),
  /** PID-3.4 of a patient number. */
  patientAssigner: z.string().max(20).optional(),
  /** MSH-3 to MSH-6. */
  sendingApplication: z.string().max(180),
  sendingFacility: z.string().max(180),
  receivingApplication: z.string().max(180),
  receivingFacility: z.string().max(180),
})
export type OutboundSettings = z.infer<typeof outboundSettings>

/** Asks for messages, and says which are durable at the connector by now. */
export const outboundFetch = z.strictObject({
  /** Names the connector's outbound spool; another one where that was lost. */
  spool: z.string().regex(/^[0-9a-f-]{36}$/),
  channels: z.record(channelName, outboundSettings),
  stored: z.array(z.strictObject({ channel: channelName, control })).max(500),
  /** How long the hub may wait for something to send, seconds. */
  waitSeconds: z.int().min(0).max(30),
})
export type OutboundFetch = z.infer<typeof outboundFetch>

const outboundMessage = z.object({
  channel: channelName,
  control,
  /** Messages of one lane (an Appointment) keep their order. */
  lane: z.string().min(1).max(64),
  /** `S12`. */
  event: z.string().max(8),
  /** Milliseconds since 1970 UTC. */
  composedAt: z.int(),
  /** A lost spool had it: it may have been sent. */
  again: z.boolean(),
  /** The message's bytes, base64. */
  body: z.base64(),
})
export type OutboundMessage = z.infer<typeof outboundMessage>

export const outboundAnswer = z.object({
  /** In the order in which they are to be sent. */
  messages: z.array(outboundMessage),
  /** What became of held messages by somebody's decision; told until a result says that it was done. `at`: milliseconds since 1970 UTC. */
  decisions: z.array(z.object({ channel: channelName, control, decision: z.enum(['resend', 'skip']), at: z.int() })),
})
export type OutboundAnswer = z.infer<typeof outboundAnswer>

const outboundResult = z.strictObject({
  channel: channelName,
  control,
  /** spooled: waits or is tried again, by decision. */
  state: z.enum(['spooled', 'delivered', 'rejected', 'skipped', 'held', 'unknown']),
  /** MSA-1, or `timeout`; empty where nothing was sent. */
  ack: z.string().max(16),
  /** What the receiver said of it. */
  reason: z.string().max(300),
  attempts: z.int().min(0),
  /** Milliseconds since 1970 UTC. */
  at: z.int(),
  /** `at` of the decision it follows; 0 for none. */
  decided: z.int().min(0),
})
export type OutboundResult = z.infer<typeof outboundResult>

export const outboundResults = z.strictObject({ results: z.array(outboundResult).min(1).max(500) })
export type OutboundResults = z.infer<typeof outboundResults>

/** What the Leitstand shows of a destination. */
export const outboundStatus = z.strictObject({
  channel: z.string().max(64),
  host: z.string().max(255),
  port: z.int(),
  connected: z.boolean(),
  /** In the connector's spool: to be sent, and held. */
  waiting: z.int(),
  held: z.int(),
  /** Milliseconds since 1970 UTC when the oldest message not settled was composed. */
  oldestAt: z.int().nullable(),
  /** Counts since the process began. */
  delivered: z.int(),
  rejected: z.int(),
  lateAcks: z.int(),
  lastError: z.strictObject({ code: z.string().max(96), text: z.string().max(300), at: z.int() }).nullable(),
})
export type OutboundStatus = z.infer<typeof outboundStatus>
