import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { HubSecrets } from '../hub-secrets.ts'

/** Tells which segments and deletions of the access log are the hub's. */
export interface AuditVerifier {
  /** The key's name: the first 16 hex digits of its SHA-256. */
  readonly id: string
  verify(message: Buffer, signature: Buffer): boolean
}

export interface AuditKey extends AuditVerifier {
  sign(message: Buffer): Buffer
  /** PEM, for auditors. */
  readonly publicKey: string
}

/** From the public key in PEM form, as an auditor has it. */
export function auditVerifier(pem: string): AuditVerifier {
  return verifierOf(createPublicKey(pem))
}

function verifierOf(key: KeyObject): AuditVerifier {
  return {
    id: hash('sha256', key.export({ type: 'spki', format: 'der' })).slice(0, 16),
    verify: (message, signature) => verify(null, message, key, signature),
  }
}

/** The Ed25519 key of the access log, one for all hubs of a database, made once and sealed by the master key. */
export async function openAuditKey(secrets: HubSecrets, now: number): Promise<AuditKey> {
  const make = (): Buffer => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
  const key = createPrivateKey({ key: await secrets.ensure('audit-key', make, now), type: 'pkcs8', format: 'der' })
  const publicKey = createPublicKey(key)
  return {
    ...verifierOf(publicKey),
    sign: (message) => sign(null, message, key),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
  }
}

/** Puts the public key where an auditor finds it. */
export async function keepPublicKey(path: string, pem: string): Promise<void> {
  const there = await readFile(path, 'utf8').catch(() => undefined)
  if (there !== pem) await writeFile(path, pem, { mode: 0o644 })
}
