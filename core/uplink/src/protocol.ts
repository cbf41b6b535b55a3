import { z } from 'zod'
import { outboundStatus } from './outbound.ts'

/** Paths on the connector socket (mutual TLS). Answers are JSON; errors are `{ "code", "text" }`. */
export const paths = Object.freeze({
  /** POST openEpoch → 200 {} (idempotent). */
  epochs: '/uplink/epochs',
  /** POST bytes of a batch → 200 batchAccepted | 409 batchRefused | 404 code uplink/epoch-unknown | 413 | 503. */
  batches: '/uplink/batches',
  /** POST connectorStatus → 200 statusAnswer. */
  status: '/uplink/status',
  /** POST renewRequest over the connector's current certificate → 200 renewAnswer | 409 code access/certificate-replaced. */
  certificate: '/uplink/certificate',
  /** POST outboundFetch → 200 outboundAnswer, as soon as there is something or the time is over. */
  outbound: '/uplink/outbound',
  /** POST outboundResults → 200 {} (idempotent). */
  outboundResults: '/uplink/outbound/results',
})

/** On the hub's ordinary port. POST enrolRequest → 200 enrolAnswer | 403. */
export const enrolPath = '/connector/enrol'

export const openEpoch = z.strictObject({
  epoch: z.string().regex(/^[0-9a-f-]{36}$/),
  streams: z.int().min(1).max(64),
  /** settings: the drained spool counts anew because the number of streams was changed; nothing is amiss. */
  reason: z.enum(['first', 'spool-new', 'spool-restored', 'bytes-differ', 'settings']),
  previous: z.string().optional(),
})
export type OpenEpoch = z.infer<typeof openEpoch>

export const batchAccepted = z.object({ next: z.int() })

/** Why a batch was not applied, and what the hub knows of each of its messages. */
export const batchRefused = z.object({
  code: z.enum(['uplink/position', 'uplink/bytes-differ']),
  text: z.string(),
  /** The stream's next position at the hub. */
  next: z.int(),
  /** In the order of the batch: applied = same key, same bytes; differs = same key, other bytes. */
  messages: z.array(z.enum(['applied', 'differs', 'unknown'])),
})
export type BatchRefused = z.infer<typeof batchRefused>

export const channelStatus = z.strictObject({
  channel: z.string().max(64),
  port: z.int(),
  listening: z.boolean(),
  /** Counts since this spool began. */
  received: z.int(),
  duplicates: z.int(),
  refused: z.int(),
  /** Highest sequence made durable; what the hub checks a lost spool against. */
  sequence: z.int(),
  depth: z.int(),
  /** Milliseconds since 1970 UTC of the oldest waiting message. */
  oldestAt: z.int().nullable(),
  perMinute: z.number(),
  /** A sender asked for application acknowledgements, which are not given yet. */
  applicationAckWished: z.boolean(),
  lastError: z.strictObject({ code: z.string().max(96), text: z.string().max(300), at: z.int() }).nullable(),
})
export type ChannelStatus = z.infer<typeof channelStatus>

export const connectorStatus = z.strictObject({
  version: z.string().max(32),
  epoch: z.string(),
  startedAt: z.int(),
  spool: z.strictObject({ depth: z.int(), bytes: z.int(), limitBytes: z.int(), originals: z.int() }),
  channels: z.array(channelStatus).max(64),
  outbound: z.array(outboundStatus).max(64).optional(),
})
export type ConnectorStatus = z.infer<typeof connectorStatus>

/** `authorities`: SHA-256 (hex) of the authorities that are trusted, in PEM. A connector that knows others renews its certificate at once. */
export const statusAnswer = z.object({ authorities: z.string().regex(/^[0-9a-f]{64}$/).optional() })

/** A certificate for a new key. The same request again gets the same certificate. It waits until it is used for the first time; from then on the former
 *  one is taken for ten minutes more. */
export const renewRequest = z.strictObject({ csr: z.string().max(8192) })
export type RenewRequest = z.infer<typeof renewRequest>
export const renewAnswer = z.object({
  certificate: z.string().max(16_384),
  /** Every authority to be trusted from now on, PEM. */
  ca: z.string().max(65_536),
})
export type RenewAnswer = z.infer<typeof renewAnswer>

/** Enrolment proves both sides by the code's secret without sending it: `mac` = HMAC-SHA256(SHA-256(secret), csr PEM),
 *  the answer's mac = HMAC-SHA256(SHA-256(secret), ca PEM + certificate PEM), both hex. Code: swk1-<id>-<secret>. */
export const enrolRequest = z.strictObject({ id: z.string().max(64), csr: z.string().max(8192), mac: z.string().regex(/^[0-9a-f]{64}$/) })
export type EnrolRequest = z.infer<typeof enrolRequest>
export const enrolAnswer = z.object({
  carrier: z.string(),
  connector: z.string(),
  certificate: z.string(),
  ca: z.string(),
  /** Where the connector socket is, e.g. https://127.0.0.1:8443. */
  socket: z.string(),
  mac: z.string(),
})
export type EnrolAnswer = z.infer<typeof enrolAnswer>
