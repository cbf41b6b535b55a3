import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { acknowledge, composeMessage, MllpDecoder, mllpFrame, parseMessage, peekHeader, type SegmentValue } from '@steckwerk/hl7v2'
import { berlinTime } from './berlin-time.ts'
import { MllpClient, type Ack, type Address } from './mllp-client.ts'

/** An appointment as the simulated KIS has it. */
export interface CalendarEntry {
  /** Its own number (SCH-2). */
  readonly filler: string
  /** Who asked for it (SCH-1): number and assigner. */
  readonly placer: string
  readonly placerAssigner: string
  /** PID-3 and PID-5 as sent. */
  readonly patient: string
  readonly name: string
  /** HL7 v2 local time. */
  readonly start: string
  readonly end: string
  readonly status: 'booked' | 'cancelled'
  /** MSH-10 of the message that told of it last. */
  readonly control: string
}

/** What the house itself does to an appointment. */
export interface HouseChange {
  readonly event: 'S12' | 'S13' | 'S15'
  readonly entry: CalendarEntry
  /** Why (SCH-6), and who (SCH-16). */
  readonly reason?: string
  readonly by?: string
}

/** The calendar of a simulated KIS: takes SIU messages over MLLP, knows one told twice by its number (MSH-10), and sends its own. */
export class SimulatedCalendar implements AsyncDisposable {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #client: MllpClient
  readonly #confirms: boolean
  readonly #entries = new Map<string, CalendarEntry>()
  readonly #known = new Set<string>()
  readonly #listeners = new Set<(entry: CalendarEntry, event: string) => void>()
  #sent = 0
  #fillers = 0
  /** Messages that came under a number that was known. */
  repeated = 0

  private constructor(channel: Address, confirms: boolean) {
    this.#client = new MllpClient(channel)
    this.#confirms = confirms
    this.#server = createServer((socket) => this.#serve(socket))
  }

  /** `channel`: where its own messages go. `confirms`: a booking is told back with the number it got here. */
  static async start(options: { readonly port: number; readonly channel: Address; readonly confirms?: boolean }): Promise<SimulatedCalendar> {
    const calendar = new SimulatedCalendar(options.channel, options.confirms ?? true)
    calendar.#server.listen(options.port, '127.0.0.1')
    await once(calendar.#server, 'listening')
    return calendar
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** By the number of who asked. */
  entry(placer: string): CalendarEntry | undefined {
    return this.#entries.get(placer)
  }

  get entries(): readonly CalendarEntry[] {
    return [...this.#entries.values()]
  }

  /** `listener` hears of each message of appointments, once it is acknowledged. */
  onMessage(listener: (entry: CalendarEntry, event: string) => void): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) }
  }

  /** Tells the hub what the house did; resolves with the acknowledgement. */
  async change(change: HouseChange): Promise<Ack> {
    const { event, entry } = change
    this.#entries.set(entry.placer, { ...entry, status: event === 'S15' ? 'cancelled' : 'booked' })
    const control = `KAL${process.pid.toString(36)}${(++this.#sent).toString(36)}`.toUpperCase()
    return this.#client.exchange(houseMessage(change, control), control, 10_000)
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    const decoder = new MllpDecoder()
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', (chunk: Buffer) => {
      for (const found of decoder.push(chunk)) if (found.kind === 'message') this.#take(socket, Buffer.from(found.bytes))
    })
  }

  #take(socket: Socket, bytes: Buffer): void {
    const header = peekHeader(bytes)
    const isKnown = this.#known.has(header.controlId)
    const isAppointment = header.type.startsWith('SIU^')
    const told = isKnown || !isAppointment ? undefined : this.#enter(bytes)
    if (isKnown) this.repeated++
    this.#known.add(header.controlId)
    const { bytes: ack } = acknowledge(header, 'auto', isAppointment ? { kind: 'ok' } : { kind: 'reject', text: 'Only appointments are taken here.', code: '200' }, { now: new Date() })
    if (ack !== undefined) socket.write(mllpFrame(ack))
    if (told === undefined) return
    const event = header.type.slice(4)
    for (const listener of this.#listeners) listener(told, event)
    if (this.#confirms && event === 'S12') this.change({ event: 'S12', entry: told }).catch(() => {})
  }

  #enter(bytes: Buffer): CalendarEntry {
    const message = parseMessage(bytes)
    const at = (path: string): string => message.text(path) ?? ''
    const placer = at('SCH-1.1')
    const entry: CalendarEntry = {
      filler: at('SCH-2.1') || (this.#entries.get(placer)?.filler ?? `T${process.pid}${++this.#fillers}`),
      placer,
      placerAssigner: at('SCH-1.2'),
      patient: at('PID-3.1'),
      name: at('PID-5.1'),
      start: at('SCH-11.4'),
      end: at('SCH-11.5'),
      status: message.type === 'SIU^S15' ? 'cancelled' : 'booked',
      control: message.controlId,
    }
    this.#entries.set(placer, entry)
    return entry
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.abort()
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

function houseMessage({ event, entry, reason, by }: HouseChange, control: string): Buffer {
  const segments: SegmentValue[] = [
    {
      name: 'MSH',
      fields: { 3: 'KIS', 4: 'KALENDER', 5: 'STECKWERK', 7: berlinTime(new Date()), 9: ['SIU', event, 'SIU_S12'], 10: control, 11: 'P', 12: '2.5', 17: 'DEU', 18: '8859/1' },
    },
    {
      name: 'SCH',
      fields: {
        1: [entry.placer, entry.placerAssigner], 2: [entry.filler], 6: reason === undefined ? undefined : [undefined, reason],
        11: [undefined, undefined, undefined, entry.start, entry.end], 16: by === undefined ? undefined : [undefined, by],
        25: event === 'S15' ? 'Cancelled' : 'Booked',
      },
    },
    { name: 'PID', fields: { 1: '1', 3: [entry.patient, undefined, undefined, undefined, 'MR'], 5: [entry.name] } },
    { name: 'RGS', fields: { 1: '1' } },
  ]
  return composeMessage(segments, { charset: 'ISO-8859-1' })
}
