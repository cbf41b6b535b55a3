import { createServer } from 'node:net'
import { Fault } from '@steckwerk/kernel'

/** A port the demo will listen on. */
export interface WantedPort {
  readonly port: number
  readonly what: string
  /** The setting that moves it. */
  readonly setting: string
}

/** Makes sure that the demo can listen on every port, before anything starts.
 *  Faults: demo/port-taken naming each taken port and the setting that moves it, demo/ports, demo/port-forbidden. */
export async function requireFreePorts(ports: readonly WantedPort[]): Promise<void> {
  for (const [i, { port, what, setting }] of ports.entries()) {
    if (port < 1 || port > 65_535) throw new Fault('invalid', 'demo/ports', `${setting}: the demo needs fixed ports from 1 to 65535 (${what}).`)
    const same = ports.slice(0, i).find((other) => other.port === port)
    if (same !== undefined) throw new Fault('invalid', 'demo/ports', `${same.setting} and ${setting} give ${same.what} and ${what} the same port.`)
  }
  const taken: string[] = []
  for (const { port, what, setting } of ports) {
    const code = await tryPort(port)
    if (code === 'EACCES') throw new Fault('forbidden', 'demo/port-forbidden', `${setting}: this account may not listen on a port that low (${what}).`)
    if (code !== undefined) taken.push(`${port} (${what}; another one by ${setting})`)
  }
  if (taken.length > 0) {
    throw new Fault('conflict', 'demo/port-taken', `Already in use by another program: port ${taken.join(', port ')}.`)
  }
}

/** Whether nobody listens on the port now, and this account may. */
export async function isFreePort(port: number): Promise<boolean> {
  return (await tryPort(port)) === undefined
}

/** The error's code; undefined where the port is free. */
function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}
