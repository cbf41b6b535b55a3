import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import { parseMessage } from '@steckwerk/hl7v2'
import type { Reader, Store } from '@steckwerk/store'
import { readChannels } from './channels.ts'
import type { RawMessage } from './contract.ts'
import { typeOf } from './map-messages.ts'
import type { Kept, Originals } from './originals.ts'
import { formatReference, parseReference, type MessageKey } from './reference.ts'

/** Fields that tell of the message, not of a person, by segment: what is not named here is masked. MSH-8 may hold a password, EVN-5
 *  an operator, MSA-3 a text. Source: HL7 v2.5.1, chapters 2 and 3; ZBE as IHE PAM has it. */
const technical: ReadonlyMap<string, ReadonlySet<number>> = new Map([
  ['MSH', new Set([2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21])],
  ['EVN', new Set([1, 2, 3, 4, 6])],
  ['ZBE', new Set([1, 2, 3, 4, 5, 6])],
  ['MSA', new Set([1, 2, 4])],
])

/** What a segment's name looks like. A line break inside a text makes its next line stand where a name would. */
const named = /^[A-Z][A-Z0-9]{2}$/

/** The bytes of one message. Faults: ingest/raw-gone, those of Originals.open. */
export async function openRaw(originals: Originals, ctx: Ctx, reader: Reader, key: MessageKey): Promise<Buffer> {
  const [row] = await reader.query<Kept>(sql`
    select sealed, object from st.raw
    where connector = ${key.connector} and epoch = ${key.epoch} and channel = ${key.channel} and sequence = ${key.sequence}`)
  if (row === undefined) throw new Fault('gone', 'ingest/raw-gone', 'The raw message is no longer kept, or there never was one.')
  return originals.open(ctx, formatReference(key), row)
}

/** A raw message split for reading. Masked, only technical fields are in clear; a field's length is not told. */
export async function rawMessage(store: Store, originals: Originals, ctx: Ctx, ref: string, masked: boolean): Promise<RawMessage> {
  const key = parseReference(ref)
  return store.read(ctx, async (reader) => {
    const [bytes, channels] = await Promise.all([openRaw(originals, ctx, reader, key), readChannels(reader)])
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
  // Without a type where it belongs, no field of the message is sure to be what its number says.
  const inPlace = typeOf(message) !== ''
  return {
    charset: message.charset,
    segments: message.segments.map((segment) => {
      const parts = segment.toString().split(field)
      const header = segment.name === 'MSH'
      const clear = technical.get(segment.name)
      const fields = parts.slice(1).map((text, i) => ({ index: header ? i + 2 : i + 1, text }))
      return {
        name: !masked || named.test(segment.name) ? parts[0]! : '?',
        fields: fields.filter(({ text }) => text !== '').map(({ index, text }) => {
          const hide = masked && !(inPlace && clear?.has(index) === true)
          return { index, text: hide ? '••••' : text, masked: hide }
        }),
      }
    }),
  }
}
