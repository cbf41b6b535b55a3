import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Turns raw values, held as latin1 strings with one character a byte, into text. */
export type DecodeText = (raw: string) => string

/** A decoder for a canonical charset name of `charsetOf`.
 *  Decoding never fails. Bytes 0x80–0x9F of the ISO 8859 family are read as windows-1252, since senders on Windows mislabel and
 *  control characters there mean nothing. A value that is not valid UTF-8 where UTF-8 was declared is read as windows-1252, unless it
 *  holds some valid sequence (a truncated value): then only the broken bytes become U+FFFD. */
export function textDecoder(charset: string): DecodeText {
  let decoder = decoders.get(charset)
  if (!decoder) {
    decoder = charset === 'utf-8' ? decodeUtf8 : oneByteDecoder(charset)
    decoders.set(charset, decoder)
  }
  return decoder
}

// Making a table costs more than reading a message; there are only as many as `charsetOf` has names.
const decoders = new Map<string, DecodeText>()

/** Encodes text; a character that the charset lacks becomes `?`. */
export function encodeText(text: string, charset: string): Buffer {
  return charset === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, charset === 'ascii' ? 'us-ascii' : charset)
}

const highByte = /[\x80-\xff]/
const highBytes = /[\x80-\xff]/g

function decodeUtf8(raw: string): string {
  if (!highByte.test(raw)) return raw
  const bytes = Buffer.from(raw, 'latin1')
  if (isUtf8(bytes)) return bytes.toString('utf8')
  const lenient = bytes.toString('utf8')
  return /[^\x00-\x7f\ufffd]/.test(lenient) ? lenient : textDecoder('windows-1252')(raw)
}

function oneByteDecoder(charset: string): DecodeText {
  const table = tableOf(charset)
  return raw => (highByte.test(raw) ? raw.replace(highBytes, character => table[character.charCodeAt(0)] ?? character) : raw)
}

/** What each of the 256 bytes reads as; a byte that the charset leaves unassigned keeps its own code point. */
function tableOf(charset: string): readonly string[] {
  const windows = decodeAll('windows-1252')
  if (charset === 'ascii' || charset === 'windows-1252') return windows
  const own = decodeAll(charset)
  if (!charset.startsWith('iso-8859-')) return own
  return own.map((character, byte) => (byte >= 0x80 && byte < 0xa0 ? (windows[byte] ?? character) : character))
}

function decodeAll(charset: string): string[] {
  const characters = Array.from(iconv.decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), charset))
  return characters.map((character, byte) => (character === '\ufffd' ? String.fromCharCode(byte) : character))
}
