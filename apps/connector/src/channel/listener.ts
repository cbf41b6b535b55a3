import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { Fault, type Clock, type Log } from '@steckwerk/kernel'
import { peerList, type ChannelConfig } from '../config.ts'
import type { ChannelState } from '../spool/state.ts'
import { Connection } from './connection.ts'
import type { GroupCommit } from './group-commit.ts'
import { noteProblem, noteRefused } from './note-problem.ts'

export interface ListenerParts {
  readonly config: ChannelConfig
  readonly channel: ChannelState
  readonly group: GroupCommit
  readonly log: Log
  readonly clock: Clock
}

/** The MLLP server of a channel. */
export interface Listener {
  readonly channel: ChannelState
  /** The port it has, also where the configuration asked for a free one. */
  readonly port: number
  readonly listening: boolean
  /** Takes no connection and no message any more. */
  stop(): void
  /** Ends the connections once what they have brought is answered. */
  close(): Promise<void>
}

/** Starts a channel's MLLP server. Faults: connector/port-taken, connector/channel-tls. */
export async function listen(parts: ListenerParts): Promise<Listener> {
  const { config, channel, log, clock } = parts
  const connections = new Set<Connection>()
  const sockets = new Set<Socket>()
  const accept = (socket: Socket): void => {
    const connection = new Connection(socket, parts)
    connections.add(connection)
    socket.once('close', () => connections.delete(connection))
  }
  const secured = config.tls === undefined ? undefined : createTlsServer(tlsOptions(config), accept)
  secured?.on('tlsClientError', () =>
    noteRefused(channel, new Fault('unauthenticated', 'connector/tls-refused', 'A sender failed the TLS handshake of this channel.'), log, clock.now()))
  const peers = peerList(config.allowedPeers)
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    const { remoteAddress: address, remoteFamily: family } = socket
    if (config.allowedPeers.length > 0 && !(address !== undefined && peers.check(address, family === 'IPv6' ? 'ipv6' : 'ipv4'))) {
      socket.destroy()
      noteRefused(channel, new Fault('forbidden', 'connector/peer-refused', 'A sender was turned away: its address is not among allowedPeers.'), log, clock.now())
    } else if (secured === undefined) accept(socket)
    else secured.emit('connection', socket)
  })
  server.maxConnections = config.maxConnections
  server.on('drop', () =>
    noteProblem(channel, new Fault('throttled', 'connector/too-many-connections', 'More connections than maxConnections allows; one was closed.'), log, clock.now()))
  await bind(server, config)
  server.on('error', (error) => log.error('channel.server-error', error, { channel: config.name }))
  const { port } = server.address() as AddressInfo
  log.info('channel.listening', { channel: config.name, port })
  return {
    channel,
    port,
    get listening() {
      return server.listening
    },
    stop() {
      server.close()
      for (const connection of connections) connection.stop()
    },
    async close() {
      for (const connection of connections) connection.close()
      // A sender that does not take its acknowledgements shall not hold up the end.
      const patience = setTimeout(() => { for (const socket of sockets) socket.destroy() }, 2000)
      await Promise.all([...sockets].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))))
      clearTimeout(patience)
    },
  }
}

function tlsOptions(config: ChannelConfig): Parameters<typeof createTlsServer>[0] & object {
  const { cert, key, clientCa } = config.tls!
  try {
    return {
      allowHalfOpen: true,
      noDelay: true,
      cert: readFileSync(cert),
      key: readFileSync(key),
      minVersion: 'TLSv1.2',
      ...(clientCa === undefined ? {} : { ca: readFileSync(clientCa), requestCert: true, rejectUnauthorized: true }),
    }
  } catch (thrown) {
    throw new Fault('invalid', 'connector/channel-tls', `A TLS file of channel ${config.name} cannot be read.`, { at: `channels.${config.name}.tls`, cause: thrown })
  }
}

async function bind(server: Server, config: ChannelConfig): Promise<void> {
  const listening = once(server, 'listening')
  server.listen(config.port, config.host)
  try {
    await listening
  } catch (thrown) {
    const what = (thrown as { code?: string }).code === 'EADDRINUSE' ? 'is taken by another process' : 'cannot be listened on'
    throw new Fault('conflict', 'connector/port-taken', `Port ${config.port} on ${config.host} of channel ${config.name} ${what}.`, { cause: thrown })
  }
}
