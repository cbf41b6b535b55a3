import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { MllpDecoder, mllpFrame } from '@steckwerk/hl7v2'
import type { OutboundMessage } from '@steckwerk/uplink'

/** What a system of the house does with a message: a code of MSA-1, nothing, or it drops the connection. */
export type Answer = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'silent' | 'drop' | 'late of another'

/** A system of the house that takes messages over MLLP. */
export class House implements AsyncDisposable {
  readonly #server = createServer((socket) => this.#serve(socket))
  readonly #sockets = new Set<Socket>()
  /** MSH-10 of what came, in order. */
  readonly controls: string[] = []
  /** By MSH-10 and how often it came before. */
  answer: (control: string, before: number) => Answer = () => 'AA'
  #waiters: { condition: () => boolean; resolve: () => void }[] = []
  port = 0

  static async start(): Promise<House> {
    const house = new House()
    await house.switchOn()
    return house
  }

  async switchOn(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = (this.#server.address() as AddressInfo).port
  }

  async switchOff(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.push({ condition, resolve }))
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    const decoder = new MllpDecoder()
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', (chunk: Buffer) => {
      for (const event of decoder.push(chunk)) if (event.kind === 'message') this.#take(socket, event.bytes.toString('latin1'))
    })
  }

  #take(socket: Socket, text: string): void {
    const control = text.split('\r')[0]!.split('|')[9]!
    const what = this.answer(control, this.controls.filter((one) => one === control).length)
    this.controls.push(control)
    const ack = (code: string, of: string): void => {
      socket.write(mllpFrame(Buffer.from(`MSH|^~\\&|KIS|HAUS|||20261121||ACK|1|P|2.5\rMSA|${code}|${of}|Grund der Ablehnung\r`, 'latin1')))
    }
    if (what === 'drop') socket.destroy()
    else if (what === 'late of another') {
      ack('AE', 'SOMETHINGELSE')
      ack('AA', control)
    } else if (what !== 'silent') ack(what, control)
    this.#waiters = this.#waiters.filter(({ condition, resolve }) => {
      if (!condition()) return true
      resolve()
      return false
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.switchOff()
  }
}

export function outboundMessage(control: string, lane: string, channel = 'termine'): OutboundMessage {
  const text = `MSH|^~\\&|STECKWERK|ALPHA|KIS|HAUS|20261121||SIU^S12^SIU_S12|${control}|P|2.5\rSCH|${lane}^STECKWERK\r`
  return { channel, control, lane, event: 'S12', composedAt: Date.now(), again: false, body: Buffer.from(text).toString('base64') }
}
