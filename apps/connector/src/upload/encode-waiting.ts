import { parseMessage } from '@steckwerk/hl7v2'
import { encodeBatch, type ChannelSettings } from '@steckwerk/uplink'
import type { Waiting } from '../spool/next-batch.ts'
import type { Spool } from '../spool/spool.ts'
import type { StreamState } from '../spool/state.ts'

/** Drop rules by the channel's name. */
export type DropRules = ReadonlyMap<string, readonly string[]>

/** The batch of these messages as bytes, each less what its channel's drop rules take out. `position` is the stream's own. */
export function encodeWaiting(spool: Spool, stream: StreamState, rows: readonly Waiting[], rules: DropRules, position = stream.next): Buffer {
  const channels: Record<string, ChannelSettings> = {}
  const bodies: Uint8Array[] = []
  const messages = rows.map((row) => {
    const { name, settings } = spool.channelNumbered(row.channel)
    channels[name] = settings
    const body = dropped(row.original, rules.get(name) ?? [])
    bodies.push(body)
    return {
      channel: name,
      sequence: row.sequence,
      order: row.id,
      receivedAt: row.receivedAt,
      sha256: Buffer.from(row.sha256.buffer, row.sha256.byteOffset, row.sha256.byteLength).toString('hex'),
      length: body.length,
    }
  })
  return encodeBatch({ header: { epoch: spool.state.epoch.id, stream: stream.number, position, channels, messages }, bodies })
}

/** Applied when sending, so that a new rule also covers what waits already. What cannot be read cannot be cut either and does not
 *  leave the house: the hub gets an empty message, records it as unreadable, and the original stays here. */
function dropped(original: Uint8Array, rules: readonly string[]): Uint8Array {
  if (rules.length === 0) return original
  try {
    return parseMessage(original).without(rules).toBytes()
  } catch {
    return new Uint8Array(0)
  }
}
