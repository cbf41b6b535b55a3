import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import { parseMessage } from '@steckwerk/hl7v2'
import type { Reader, Store } from '@steckwerk/store'
import { readChannels } from './channels.ts'
import type { RawMessage } from './contract.ts'
import type { Keys } from './ports.ts'
import { formatReference, parseReference, type MessageKey } from './reference.ts'

/** Segments whose fields tell of the message, not of a person. */
const technical: ReadonlySet<string> = new Set(['MSH', 'EVN', 'ZBE', 'MSA', 'SFT'])
/** Fields of technical segments that may still hold a name: operator ids. */
const personal: ReadonlySet<string> = new Set(['EVN-5', 'MSH-8'])

/** The sealed bytes of one message. Faults: ingest/raw-gone. */
export async function openRaw(keys: Keys, ctx: Ctx, reader: Reader, key: MessageKey): Promise<Buffer> {
  const [row] = await reader.query<{ sealed: Buffer }>(sql`
    select sealed from st.raw
    where connector = ${key.connector} and epoch = ${key.epoch} and channel = ${key.channel} and sequence = ${key.sequence}`)
  if (row === undefined) throw new Fault('gone', 'ingest/raw-gone', 'The raw message is no longer kept, or there never was one.')
  return keys.open(ctx, row.sealed, formatReference(key))
}

/** A raw message split for reading. Masked, only technical segments are in clear; a field's length is not told. */
export async function rawMessage(store: Store, keys: Keys, ctx: Ctx, ref: string, masked: boolean): Promise<RawMessage> {
  const key = parseReference(ref)
  return store.read(ctx, async (reader) => {
    const [bytes, channels] = await Promise.all([openRaw(keys, ctx, reader, key), readChannels(reader)])
    const charset = channels.get(`${key.connector}/${key.channel}`)?.charset
    return { ref, masked, ...split(bytes, charset, masked) }
  })
}

function split(bytes: Buffer, charset: string | undefined, masked: boolean): Pick<RawMessage, 'charset' | 'segments'> {
  let message
  try {
    message = parseMessage(bytes, charset === undefined ? {} : { charset })
  } catch {
    const text = masked ? '••••' : bytes.toString('latin1')
    return { charset: 'latin1', segments: [{ name: '?', fields: [{ index: 1, text, masked }] }] }
  }
  const { field } = message.separators
  return {
    charset: message.charset,
    segments: message.segments.map((segment) => {
      const parts = segment.toString().split(field)
      const header = segment.name === 'MSH'
      const fields = parts.slice(1).map((text, i) => ({ index: header ? i + 2 : i + 1, text }))
      return {
        name: segment.name,
        fields: fields.filter(({ text }) => text !== '').map(({ index, text }) => {
          const hide = masked && (!technical.has(segment.name) || personal.has(`${segment.name}-${index}`))
          return { index, text: hide ? '••••' : text, masked: hide }
        }),
      }
    }),
  }
}
