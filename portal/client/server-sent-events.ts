export interface ServerSentEvent {
  readonly event: string
  readonly data: string
  readonly id: string | null
}

/** Splits a stream of text into server-sent events; keeps what is not complete yet for the next piece.
 *  Source: HTML Living Standard, 9.2.6 "Interpreting an event stream". */
export class EventParser {
  #rest = ''
  #event = ''
  #data: string[] = []
  #id: string | null = null

  push(text: string): ServerSentEvent[] {
    const events: ServerSentEvent[] = []
    // A CR at the very end may be the first half of CRLF: it waits for what follows.
    const whole = this.#rest + text
    const usable = whole.endsWith('\r') ? whole.slice(0, -1) : whole
    const lines = usable.split(/\r\n|\r|\n/)
    this.#rest = (lines.pop() ?? '') + whole.slice(usable.length)
    for (const line of lines) {
      const event = this.#line(line)
      if (event !== undefined) events.push(event)
    }
    return events
  }

  #line(line: string): ServerSentEvent | undefined {
    if (line === '') return this.#dispatch()
    const colon = line.indexOf(':')
    if (colon === 0) return undefined
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') this.#event = value
    else if (field === 'data') this.#data.push(value)
    else if (field === 'id' && !value.includes('\0')) this.#id = value
    return undefined
  }

  #dispatch(): ServerSentEvent | undefined {
    const [event, data] = [this.#event, this.#data]
    this.#event = ''
    this.#data = []
    return data.length === 0 ? undefined : { event: event === '' ? 'message' : event, data: data.join('\n'), id: this.#id }
  }
}
