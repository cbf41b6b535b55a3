import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { acknowledge, MllpDecoder, mllpFrame, peekHeader, type AckOutcome } from '@steckwerk/hl7v2'

/** What the receiver does with a message: acknowledges it, stays silent, drops the connection, or answers something else first. */
export type Reaction = AckOutcome | 'silent' | 'drop' | 'stray first'

export interface Receiver {
  readonly port: number
  /** Every message that arrived, in order of arrival. */
  readonly received: readonly Buffer[]
  [Symbol.asyncDispose](): Promise<void>
}

/** A tiny MLLP receiver; `react` is asked with the bytes and how many messages came before. */
export async function startReceiver(react: (bytes: Buffer, before: number) => Reaction): Promise<Receiver> {
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    const decoder = new MllpDecoder()
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk: Buffer) => {
      for (const event of decoder.push(chunk)) if (event.kind === 'message') answer(socket, Buffer.from(event.bytes))
    })
  })
  function answer(socket: Socket, bytes: Buffer): void {
    const reaction = react(bytes, received.length)
    received.push(bytes)
    if (reaction === 'silent') return
    if (reaction === 'drop') {
      socket.destroy()
      return
    }
    const stray = reaction === 'stray first'
    if (stray) socket.write(mllpFrame(Buffer.from('MSH|^~\\&|||||||ACK|1|P|2.5\rMSA|AA|somebody-else\r')))
    const ack = acknowledge(peekHeader(bytes), 'auto', stray ? { kind: 'ok' } : reaction, { now: new Date(0) })
    if (ack.bytes) socket.write(mllpFrame(ack.bytes))
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port')
  return {
    port: address.port,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}
