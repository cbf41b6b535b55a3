import { hash } from 'node:crypto'
import type { Server as TlsServer } from 'node:tls'
import type { Access, Credentials } from '@steckwerk/access'
import type { Clock, Log } from '@steckwerk/kernel'

const lookMs = 10_000
/** Long before the two years of a socket's certificate are over. */
const reissueMs = 180 * 86_400_000

/** What the connector socket shows and trusts while it runs. */
export interface SocketCredentials extends Disposable {
  /** SHA-256 (hex) of the authorities the socket trusts now: what connectors are told. */
  readonly authorities: string
  /** Takes over what has changed. */
  look(): Promise<void>
}

/** Takes over other authorities, whichever hub they were changed at, and a fresh certificate in time; open connections go on. */
export function keepSocketCredentials(socket: TlsServer, first: Credentials, options: {
  readonly access: Access
  readonly hosts: readonly string[]
  readonly clock: Clock
  readonly log: Log
}): SocketCredentials {
  const { access, hosts, clock, log } = options
  let held = { ca: first.ca, at: clock.now() }
  const look = async (): Promise<void> => {
    const now = clock.now()
    if ((await access.authorityBundle()) === held.ca && now - held.at < reissueMs) return
    const { key, certificate, ca } = await access.uplinkCredentials(hosts)
    socket.setSecureContext({ key, cert: certificate, ca, minVersion: 'TLSv1.2' })
    held = { ca, at: now }
    log.info('uplink.credentials-renewed')
  }
  const timer = setInterval(() => void look().catch((thrown: unknown) => log.error('uplink.credentials-failed', thrown)), lookMs).unref()
  return {
    get authorities() {
      return hash('sha256', held.ca)
    },
    look,
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
