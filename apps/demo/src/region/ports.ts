import { createServer } from 'node:net'
import { Fault } from '@steckwerk/kernel'

/** Makes sure that every port the demo will listen on is free, before anything starts.
 *  Faults: demo/port-taken naming each taken port and the setting that moves it. */
export async function requireFreePorts(ports: readonly { readonly port: number; readonly what: string; readonly setting: string }[]): Promise<void> {
  const taken: string[] = []
  for (const { port, what, setting } of ports) {
    if (!(await free(port))) taken.push(`${port} (${what}; another one by ${setting})`)
  }
  if (taken.length > 0) {
    throw new Fault('conflict', 'demo/port-taken', `Already in use by another program: port ${taken.join(', port ')}.`)
  }
}

function free(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
