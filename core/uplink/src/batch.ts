import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'

/** How a channel's messages are to be read: what HL7 v2 leaves open. Travels with every batch. */
export const channelSettings = z.strictObject({
  /** IANA zone of the times, which carry none. */
  zone: z.string().min(1),
  /** Overrides MSH-18 where set; a label iconv-lite knows. */
  charset: z.string().optional(),
  /** Identifier system of patient numbers (MR) and of case numbers (VN). */
  patientSystem: z.string().min(1),
  caseSystem: z.string().min(1),
  /** Name of the site (Haus) where PV1-3.4 says none. */
  site: z.string().min(1),
  /** Assigners named in PID-3.4 and alike → identifier system, where several houses send over one channel. */
  assigners: z.record(z.string(), z.string().min(1)).optional(),
  /** PV1-2 → code of http://terminology.hl7.org/CodeSystem/v3-ActCode, over the usual ones. */
  classes: z.record(z.string(), z.string().min(1)).optional(),
  /** Identifier system of appointment numbers: SCH-1 (of who asked) and SCH-2 (of who keeps the calendar). */
  placerSystem: z.string().min(1).optional(),
  fillerSystem: z.string().min(1).optional(),
})
export type ChannelSettings = z.infer<typeof channelSettings>

export const batchHeader = z.strictObject({
  epoch: z.string().regex(/^[0-9a-f-]{36}$/),
  stream: z.int().min(0).max(63),
  /** The stream's count of messages before this batch: the fence. */
  position: z.int().min(0),
  channels: z.record(z.string(), channelSettings),
  messages: z.array(
    z.strictObject({
      channel: z.string().min(1).max(64),
      /** Counts 1, 2, 3 per (epoch, channel). */
      sequence: z.int().min(1),
      /** Place in the spool over all channels, rising within the epoch: what orders messages of different streams. */
      order: z.int().min(1),
      /** When the connector made it durable, milliseconds since 1970 UTC. */
      receivedAt: z.int(),
      /** SHA-256 of the original bytes, hex; the bytes sent may lack what the site's drop rules removed. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      /** Length in bytes of what is sent here. */
      length: z.int().min(0),
    }),
  ).min(1).max(1000),
})
export type BatchHeader = z.infer<typeof batchHeader>

export interface Batch {
  readonly header: BatchHeader
  /** The bytes of header.messages[i]. */
  readonly bodies: readonly Uint8Array[]
}

/** A batch as bytes: header length (4 bytes, big endian), header (JSON, UTF-8), then the messages' bytes end to end. */
export function encodeBatch(batch: Batch): Buffer {
  const header = Buffer.from(JSON.stringify(batch.header))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(header.length)
  return Buffer.concat([length, header, ...batch.bodies])
}

/** Reads a batch. Faults: uplink/batch-malformed. */
export function decodeBatch(bytes: Buffer): Batch {
  const malformed = (text: string): Fault => new Fault('invalid', 'uplink/batch-malformed', text)
  if (bytes.length < 4) throw malformed('The batch is shorter than its length field.')
  const end = 4 + bytes.readUInt32BE(0)
  if (end > bytes.length) throw malformed('The batch ends inside its header.')
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8', 4, end))
  } catch {
    throw malformed('The batch header is not JSON.')
  }
  const parsed = batchHeader.safeParse(json)
  if (!parsed.success) throw malformed(`The batch header is wrong at ${parsed.error.issues[0]?.path.join('.') ?? 'its root'}.`)
  const bodies: Uint8Array[] = []
  let at = end
  for (const message of parsed.data.messages) {
    if (!Object.hasOwn(parsed.data.channels, message.channel)) throw malformed('A message names a channel without settings.')
    bodies.push(bytes.subarray(at, at + message.length))
    at += message.length
  }
  if (at !== bytes.length) throw malformed('The messages do not fill the batch exactly.')
  return { header: parsed.data, bodies }
}
