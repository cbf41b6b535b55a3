import { Fault } from '@steckwerk/kernel'

/** A segment's place in a message: `end` is behind its last character, `next` behind its end mark. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly next: number
}

/** Where the MSH of a message begins: behind a byte order mark and blank lines. `raw` is latin1.
 *  Faults: hl7v2/empty, hl7v2/charset for UTF-16. (That there is an MSH is for `readSeparators` to say.) */
export function headerStart(raw: string): number {
  let start = raw.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0
  while (start < raw.length && blank.has(raw.charCodeAt(start))) start++
  if (start === raw.length) throw new Fault('invalid', 'hl7v2/empty', 'The message is empty.')
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff|M\0S\0H\0|\0M\0S\0H)/.test(raw.slice(start, start + 6))) {
    const text = 'The message is encoded in UTF-16; HL7 v2 over MLLP needs an encoding that keeps ASCII in single bytes.'
    throw new Fault('invalid', 'hl7v2/charset', text, { at: 'MSH-18' })
  }
  return start
}

const blank = new Set([0x20, 0x09, 0x0a, 0x0d])

/** Walks the segments from `start` on, skipping empty lines.
 *  CR ends a segment, and a LF behind it belongs to the end. Where the header ends with LF, any CR or LF ends a segment; in a message
 *  that uses CR, a LF on its own is data (unescaped text in a result). */
export function* lines(raw: string, start: number): Generator<Line, undefined> {
  const lineFeedEnds = endsWithLineFeed(raw, start)
  for (let at = start; at < raw.length; ) {
    const end = endOfLine(raw, at, lineFeedEnds)
    const next = raw[end] === '\r' && raw[end + 1] === '\n' ? end + 2 : Math.min(end + 1, raw.length)
    if (end > at) yield { start: at, end, next }
    at = next
  }
  return undefined
}

function endsWithLineFeed(raw: string, start: number): boolean {
  const feed = raw.indexOf('\n', start)
  if (feed < 0) return false
  const end = raw.indexOf('\r', start)
  return end < 0 || feed < end
}

function endOfLine(raw: string, at: number, lineFeedEnds: boolean): number {
  const mark = raw.indexOf(lineFeedEnds ? '\n' : '\r', at)
  const end = mark < 0 ? raw.length : mark
  if (!lineFeedEnds) return end
  // Looking for CR in this line only keeps the walk linear.
  const earlier = raw.slice(at, end).indexOf('\r')
  return earlier < 0 ? end : at + earlier
}
