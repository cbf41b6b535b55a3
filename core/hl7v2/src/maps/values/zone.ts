import { Fault } from '@steckwerk/kernel'

/** Finds a zone's offset for local times, which carry none.
 *
 *  The hour that autumn doubles means its first pass (summer time): what is told of
 *  that hour stays in order, and no stay ends before it began. An hour that spring leaves out is read with the offset before the change. */
export class Zone {
  readonly #format: Intl.DateTimeFormat
  readonly #years = new Map<number, readonly Span[]>()

  /** `name`: an IANA zone. Fault: hl7v2/zone. */
  constructor(name: string) {
    try {
      this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
    } catch (cause) {
      throw new Fault('invalid', 'hl7v2/zone', 'The time zone of the channel is not known.', { cause })
    }
  }

  /** Offset in minutes east of Greenwich of a local time, given as if it were UTC (milliseconds since 1970). */
  offsetOf(local: number, year: number): number {
    const spans = this.#spansOf(year)
    for (const span of spans) {
      const utc = local - span.offset * 60_000
      if (utc >= span.from && utc < span.to) return span.offset
    }
    return Math.min(...spans.map(span => span.offset))
  }

  /** The stretches of one offset within a year and a day on both sides, in order. */
  #spansOf(year: number): readonly Span[] {
    let spans = this.#years.get(year)
    if (!spans) {
      spans = this.#search(year)
      this.#years.set(year, spans)
    }
    return spans
  }

  #search(year: number): readonly Span[] {
    const end = Date.UTC(year + 1, 0, 2)
    const spans: Span[] = []
    let from = Date.UTC(year, 0, 1) - 86_400_000
    let offset = this.#offsetAt(from)
    for (let at = from; at < end;) {
      const next = Math.min(at + 7 * 86_400_000, end)
      const nextOffset = this.#offsetAt(next)
      if (nextOffset !== offset) {
        const change = this.#changeBetween(at, next, offset)
        spans.push({ from, to: change, offset })
        from = change
        offset = nextOffset
      }
      at = next
    }
    spans.push({ from, to: end, offset })
    return spans
  }

  #changeBetween(low: number, high: number, offset: number): number {
    let [before, after] = [low, high]
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000
      if (this.#offsetAt(middle) === offset) before = middle
      else after = middle
    }
    return after
  }

  #offsetAt(utc: number): number {
    const name = this.#format.formatToParts(utc).find(part => part.type === 'timeZoneName')?.value ?? ''
    const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name)
    const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)
    return match?.[1] === '-' ? -minutes : minutes
  }
}

interface Span {
  readonly from: number
  readonly to: number
  readonly offset: number
}

// Building a zone costs about a millisecond and its answers never change; the few zones of the channels are kept.
const known = new Map<string, Zone>()

/** Fault: hl7v2/zone. */
export function zoneOf(name: string): Zone {
  let zone = known.get(name)
  if (!zone) {
    zone = new Zone(name)
    known.set(name, zone)
  }
  return zone
}
