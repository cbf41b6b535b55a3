import { createPrivateKey, createPublicKey, webcrypto, X509Certificate } from 'node:crypto'
import type { PendingKey } from './identity.ts'

/** A new key pair and the certificate request it signs. The library is loaded here only: a running connector does without it until it renews. */
export async function newKey(): Promise<PendingKey> {
  await import('reflect-metadata')
  const { Pkcs10CertificateRequestGenerator } = await import('@peculiar/x509')
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const request = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=steckwerk-connector', keys: keys as CryptoKeyPair, signingAlgorithm })
  return { privateKey: pem(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)), csr: request.toString('pem') }
}

function pem(pkcs8: ArrayBuffer): string {
  const lines = Buffer.from(pkcs8).toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}

/** Whether a certificate is for this private key; both PEM. */
export function isFor(certificate: string, privateKey: string): boolean {
  try {
    return new X509Certificate(certificate).publicKey.equals(createPublicKey(createPrivateKey(privateKey)))
  } catch {
    return false
  }
}
