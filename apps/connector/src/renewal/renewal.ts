import { hash, X509Certificate } from 'node:crypto'
import { Fault, type Clock, type Log } from '@steckwerk/kernel'
import { renewAnswer } from '@steckwerk/uplink'
import { isFor, newKey } from '../certificate-request.ts'
import { dropPendingKey, readPendingKey, writeIdentity, writePendingKey, type Identity } from '../identity.ts'
import type { HubClient } from '../upload/hub-client.ts'
import { codeOf } from '../upload/read-answer.ts'

export interface RenewalParts {
  readonly dir: string
  readonly identity: Identity
  readonly hub: Pick<HubClient, 'renew' | 'identify'>
  readonly clock: Clock
  readonly log: Log
  readonly noteProblem: (fault: Fault) => void
}

export interface Renewal extends Disposable {
  /** What a status' answer says of the authorities: the SHA-256 of their PEM. Also the moment to look at the certificate, since the hub can be reached. */
  heard(authorities: string | undefined): void
}

/** A third of the certificate's life is left: of a year, four months to get it done. */
const share = 3
const firstRetryMs = 60_000
const longestRetryMs = 3_600_000

/** Renews this connector's certificate before a third of its life is left, or when the hub trusts other authorities than are known here: with a new key,
 *  over the connection that the current one opens. Killed anywhere it goes on with the current certificate or with the new one; the hub ends the current
 *  one only after the new one has been used. */
export function startRenewal(parts: RenewalParts): Renewal {
  const { dir, hub, clock, log } = parts
  let { identity } = parts
  let busy = false
  let ended = false
  let failures = 0
  let notBefore = 0

  const isDue = (authorities: string | undefined): boolean => {
    const { validFromDate, validToDate } = new X509Certificate(identity.certificate)
    const life = validToDate.getTime() - validFromDate.getTime()
    return validToDate.getTime() - clock.now() < life / share || (authorities !== undefined && authorities !== hash('sha256', identity.ca))
  }

  async function renew(): Promise<void> {
    const pending = readPendingKey(dir)
    // Left over from a renewal that was done, where the process ended just then.
    const key = pending === undefined || pending.privateKey === identity.privateKey ? await newKey() : pending
    writePendingKey(dir, key)
    const answer = await hub.renew({ csr: key.csr })
    // A hub that does not know of renewals yet.
    if (answer.status === 404) throw new Fault('unavailable', 'connector/renewal-refused', 'The hub does not renew certificates.')
    const renewed = renewAnswer.safeParse(answer.body)
    if (answer.status !== 200 || !renewed.success) {
      // Another key may pass where this one does not.
      if (answer.status === 400) dropPendingKey(dir)
      throw new Fault('unavailable', 'connector/renewal-refused', `The hub did not renew the certificate: status ${answer.status} ${codeOf(answer.body)}`.trim())
    }
    const { certificate, ca } = renewed.data
    if (!isFor(certificate, key.privateKey)) {
      dropPendingKey(dir)
      throw new Fault('unavailable', 'connector/renewal-refused', 'The hub answered with a certificate for another key.')
    }
    if (ended) return
    identity = { ...identity, certificate, ca, privateKey: key.privateKey }
    // From here on a restart goes on with the new one.
    writeIdentity(dir, identity)
    dropPendingKey(dir)
    hub.identify(identity)
    log.info('identity.renewed', { connector: identity.connector })
  }

  async function attempt(): Promise<void> {
    busy = true
    try {
      await renew()
      failures = 0
      notBefore = 0
    } catch (thrown) {
      const fault = thrown instanceof Fault ? thrown : new Fault('unavailable', 'connector/renewal-refused', 'The certificate could not be renewed.', { cause: thrown })
      notBefore = clock.now() + Math.min(longestRetryMs, firstRetryMs * 2 ** failures++)
      log.error('identity.renewal-failed', fault, { connector: identity.connector })
      parts.noteProblem(fault)
    } finally {
      busy = false
    }
  }

  return {
    heard: (authorities) => {
      if (!busy && !ended && clock.now() >= notBefore && isDue(authorities)) void attempt()
    },
    [Symbol.dispose]: () => {
      ended = true
    },
  }
}
