import { readFile } from 'node:fs/promises'
import { isUtf8 } from 'node:buffer'
import { acknowledge, charsetOf, encodeText, MllpDecoder, parseMessage, peekHeader } from '@steckwerk/hl7v2'
import { toFault } from '@steckwerk/kernel'
import { MllpClient, type Address } from './simulator/mllp-client.ts'

export interface SendOptions extends Address {
  /** How long to wait for each acknowledgement; default 10 s. */
  readonly timeoutMs?: number
  /** Takes each line told; default standard output. */
  readonly print?: (line: string) => void
}

/** What became of one message of the file. */
export interface SentMessage {
  readonly type: string
  readonly controlId: string
  /** MSA-1; undefined where none was wanted or none came. */
  readonly code: string | undefined
  /** Taken by the receiver, or sent where it asks for no acknowledgement. */
  readonly ok: boolean
  /** The line printed. */
  readonly words: string
}

/** Sends every message of a file over MLLP, one after the other, and prints what the receiver answers.
 *  The file holds one message or several, framed or not, with CR, LF or CRLF; a file in UTF-8 is sent in the charset that MSH-18 names.
 *  Rejects where the file cannot be read. */
export async function sendFile(path: string, options: SendOptions): Promise<readonly SentMessage[]> {
  const print = options.print ?? (line => void process.stdout.write(`${line}\n`))
  const messages = messagesOf(await readFile(path))
  if (messages.length === 0) print('The file holds no HL7 v2 message: none of its lines begins with MSH.')
  const client = new MllpClient(options)
  const sent: SentMessage[] = []
  try {
    for (const bytes of messages) {
      const result = await sendOne(client, bytes, options.timeoutMs ?? 10_000)
      print(result.words)
      sent.push(result)
    }
  } finally {
    await client.close()
  }
  return sent
}

/** The messages of a file's bytes, ready to send: CR at segment ends, in the charset they name. */
export function messagesOf(file: Buffer): readonly Buffer[] {
  const framed = file.includes(0x0b) ? new MllpDecoder({ maxBytes: file.length }) : undefined
  const events = framed ? [...framed.push(file), ...framed.end()] : []
  const contents = events.flatMap(event => (event.kind === 'message' || event.kind === 'incomplete' ? [event.bytes] : []))
  return (framed ? contents : [file]).flatMap(part => split(part).map(recode))
}

async function sendOne(client: MllpClient, bytes: Buffer, timeoutMs: number): Promise<SentMessage> {
  try {
    const message = parseMessage(bytes)
    const { type, controlId } = message
    const name = `${type || 'Message'} ${controlId}`.trim()
    const wanted = acknowledge(peekHeader(bytes), 'auto', { kind: 'ok' }, { now: new Date() }).bytes !== undefined
    if (!wanted) {
      await client.send(bytes)
      return { type, controlId, code: undefined, ok: true, words: `${name}: sent; it asks for no acknowledgement` }
    }
    const ack = await client.exchange(bytes, controlId, timeoutMs)
    const words = `${name}: ${meanings[ack.code] ?? 'answered'} (${ack.code})${ack.text === undefined ? '' : `: ${ack.text}`}`
    return { type, controlId, code: ack.code, ok: ack.code === 'AA' || ack.code === 'CA', words }
  } catch (error) {
    const text = error instanceof Error && 'code' in error ? reasonOf(error) : error instanceof Error ? error.message : toFault(error).message
    return { type: '', controlId: '', code: undefined, ok: false, words: `Not acknowledged: ${text}` }
  }
}

const meanings: Readonly<Record<string, string>> = {
  AA: 'accepted',
  AE: 'not taken, send it again later',
  AR: 'rejected',
  CA: 'safely received',
  CE: 'not received, send it again later',
  CR: 'rejected',
}

function reasonOf(error: Error & { code: unknown }): string {
  if (error.code === 'ECONNREFUSED') return 'nobody listens at that address; is the demo running?'
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'there is no host of that name'
  return error.message
}

/** Cuts where a line begins with MSH and drops batch envelopes around. */
function split(bytes: Buffer): readonly Buffer[] {
  const raw = bytes.toString('latin1')
  // In a file that uses CR, a line feed on its own belongs to the data.
  const usesReturn = /^[^\n]*\r/.test(raw)
  const text = raw.replace(usesReturn ? /\r\n|\n(?=MSH[^A-Za-z0-9])/g : /\r\n|\n/g, '\r')
  const messages: string[] = []
  for (const line of text.split('\r')) {
    if (/^(?:\u00ef\u00bb\u00bf)?MSH[^A-Za-z0-9]/.test(line)) messages.push('')
    if (messages.length === 0 || line === '' || /^(?:FHS|BHS|BTS|FTS)[^A-Za-z0-9]/.test(line)) continue
    messages[messages.length - 1] += `${line.replace(/^\u00ef\u00bb\u00bf/, '')}\r`
  }
  return messages.map(message => Buffer.from(message, 'latin1'))
}

function recode(message: Buffer): Buffer {
  if (!isUtf8(message)) return message
  const charset = declaredCharset(message)
  return charset === undefined || charset === 'utf-8' || charset === 'ascii' ? message : encodeText(message.toString('utf8'), charset)
}

/** The charset MSH-18 names; undefined also for a message that cannot be read, which is sent as it is for the receiver to refuse. */
function declaredCharset(message: Buffer): string | undefined {
  try {
    return charsetOf(parseMessage(message).text('MSH-18') ?? '')
  } catch {
    return undefined
  }
}
