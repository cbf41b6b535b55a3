import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { Fault } from '@steckwerk/kernel'
import { enrolAnswer, enrolPath, type EnrolAnswer, type EnrolRequest } from '@steckwerk/uplink'
import { connectorDir } from './config.ts'
import { isFor, newKey } from './certificate-request.ts'
import { writeIdentity, type Identity } from './identity.ts'

export interface EnrolOptions {
  /** Address of the hub's ordinary port, e.g. http://127.0.0.1:8080. */
  readonly hubUrl: string
  /** `swk1-<id>-<secret>`, as the hub's operator gave it. */
  readonly code: string
  /** The folder the connector's own folder is made in. */
  readonly dataDir: string
}

export interface Enrolled {
  readonly dir: string
  readonly carrier: string
  readonly connector: string
  readonly socket: string
}

const attempts = 3
const timeoutMs = 20_000

/** Trades a one-time code for a certificate of this connector: the key pair is made here and its private half never leaves.
 *  The code's secret proves each side to the other without being sent, so the answer can be trusted over plain HTTP too.
 *  Faults: connector/enrolment-code, connector/enrolment-unreachable, connector/enrolment-refused, connector/enrolment-answer,
 *  connector/enrolment-untrusted.
 *  Source: core/uplink/src/protocol.ts. */
export async function enrol(options: EnrolOptions): Promise<Enrolled> {
  const code = /^swk1-([^-]{1,64})-([^-]+)$/.exec(options.code.trim())
  if (code === null) throw new Fault('invalid', 'connector/enrolment-code', 'An enrolment code has the form swk1-<id>-<secret>; check that it was copied whole.')
  const [, id, secret] = code
  const secretHash = hash('sha256', secret!, 'buffer')
  const { privateKey, csr } = await newKey()
  const answer = await ask(options.hubUrl, { id: id!, csr, mac: mac(secretHash, csr).toString('hex') })
  const expected = mac(secretHash, answer.ca + answer.certificate)
  const given = Buffer.from(answer.mac, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw wrongAnswer()
  if (!isFor(answer.certificate, privateKey)) throw wrongAnswer()
  const dir = connectorDir(options.dataDir, carrierName(answer.carrier))
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const { carrier, connector, certificate, ca, socket } = answer
  const identity: Identity = { carrier, connector, certificate, privateKey, ca, socket }
  writeIdentity(dir, identity)
  return { dir, carrier, connector, socket }
}

function wrongAnswer(): Fault {
  return new Fault('forbidden', 'connector/enrolment-untrusted', 'The answer does not come from the hub that issued the code. Nothing was stored.')
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function carrierName(carrier: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(carrier)) throw wrongAnswer()
  return carrier
}

/** The same request again gets the same answer, so a lost answer is asked for again. */
async function ask(hubUrl: string, request: EnrolRequest): Promise<EnrolAnswer> {
  let response: Response | undefined
  let failure: unknown
  for (let attempt = 0; attempt < attempts && response === undefined; attempt++) {
    try {
      response = await fetch(new URL(enrolPath, hubUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (thrown) {
      failure = thrown
    }
  }
  if (response === undefined) {
    throw new Fault('unavailable', 'connector/enrolment-unreachable', 'The hub cannot be reached under this address.', { cause: failure })
  }
  if (response.status === 401 || response.status === 403) {
    throw new Fault('forbidden', 'connector/enrolment-refused', 'The hub refused the code: it is unknown, used up or expired. Ask the operator for a new one.')
  }
  const parsed = enrolAnswer.safeParse(await response.json().catch(() => undefined))
  if (response.status !== 200 || !parsed.success) {
    throw new Fault('unavailable', 'connector/enrolment-answer', `The hub answered the enrolment with status ${response.status}. Nothing was stored.`)
  }
  return parsed.data
}
