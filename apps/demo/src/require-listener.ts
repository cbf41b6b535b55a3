import { connect } from 'node:net'
import { Fault } from '@steckwerk/kernel'

/** Makes sure that somebody listens before a load begins. The sender itself tries for ever: a load outlives a restart of what it loads.
 *  Faults: demo/nobody-listens. */
export function requireListener(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 10_000 })
    const refuse = (cause?: Error): void => {
      socket.destroy()
      reject(new Fault('unavailable', 'demo/nobody-listens', 'Nobody listens at that address; is the demo running?', { cause }))
    }
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', refuse)
    socket.once('timeout', () => refuse())
  })
}
