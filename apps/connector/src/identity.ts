import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'
import { writeWhole } from './spool/files.ts'

const identity = z.strictObject({
  carrier: z.string().min(1),
  connector: z.string().min(1),
  /** PEM; issued by the hub for `privateKey`. */
  certificate: z.string(),
  /** PEM, PKCS #8; made here, never leaves this machine. */
  privateKey: z.string(),
  /** PEM; the only authority this connector trusts. */
  ca: z.string(),
  socket: z.url(),
})

/** Who this connector is to the hub, as the enrolment settled it. */
export type Identity = z.infer<typeof identity>

function identityFile(dir: string): string {
  return join(dir, 'identity.json')
}

/** Faults: connector/not-enrolled, connector/identity. */
export function readIdentity(dir: string): Identity {
  let text: string
  try {
    text = readFileSync(identityFile(dir), 'utf8')
  } catch (thrown) {
    throw new Fault('unauthenticated', 'connector/not-enrolled',
      `This connector is not enrolled: ${identityFile(dir)} cannot be read. Ask the hub's operator for a one-time code and run: `
      + 'npx steckwerk connector enroll --hub <address>', { cause: thrown })
  }
  try {
    return identity.parse(JSON.parse(text))
  } catch (thrown) {
    throw new Fault('invalid', 'connector/identity', `${identityFile(dir)} is damaged. Enrol this connector again with a new one-time code.`, { cause: thrown })
  }
}

const pendingKey = z.strictObject({ privateKey: z.string(), csr: z.string() })

/** A key whose certificate has been, or is about to be, asked for. Kept before the question is sent, so that a connector killed in between asks for the
 *  same one again. */
export type PendingKey = z.infer<typeof pendingKey>

function pendingFile(dir: string): string {
  return join(dir, 'identity-next.json')
}

/** undefined = there is none, or none that can be read: then another one is made. */
export function readPendingKey(dir: string): PendingKey | undefined {
  try {
    return pendingKey.parse(JSON.parse(readFileSync(pendingFile(dir), 'utf8')))
  } catch {
    return undefined
  }
}

export function writePendingKey(dir: string, value: PendingKey): void {
  writeWhole(pendingFile(dir), `${JSON.stringify(value)}\n`)
}

export function dropPendingKey(dir: string): void {
  rmSync(pendingFile(dir), { force: true })
}

/** Writes the identity whole, readable to its owner only. */
export function writeIdentity(dir: string, value: Identity): void {
  writeWhole(identityFile(dir), `${JSON.stringify(value, null, 2)}\n`)
}
