import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP port that leads to each of several ports in turn, as a load balancer in front of hubs; a dead one is skipped. */
export interface RoundRobin extends AsyncDisposable {
  readonly port: number
}

export async function roundRobin(targets: readonly number[]): Promise<RoundRobin> {
  let turn = 0
  const open = new Set<Socket>()
  const server = createServer((incoming) => {
    open.add(incoming)
    incoming.once('close', () => open.delete(incoming))
    incoming.on('error', () => incoming.destroy())
    dial(incoming, targets.length)
  })

  function dial(incoming: Socket, left: number): void {
    const outgoing = connect(targets[turn++ % targets.length]!, '127.0.0.1')
    let joined = false
    outgoing.once('connect', () => {
      joined = true
      incoming.pipe(outgoing).pipe(incoming)
    })
    incoming.once('close', () => outgoing.destroy())
    outgoing.on('error', () => {
      if (!joined && left > 1 && !incoming.destroyed) dial(incoming, left - 1)
      else incoming.destroy()
    })
    outgoing.once('close', () => {
      if (joined) incoming.destroy()
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
