import 'reflect-metadata'
import { KeyObject, webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension, Pkcs10CertificateRequest, SubjectAlternativeNameExtension, X509CertificateGenerator, type X509Certificate,
} from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000

export interface KeyAndCertificate {
  readonly key: string
  readonly cert: string
}

export interface Authority {
  readonly ca: string
  /** `leftDays` of a certificate of 360. */
  issue(name: string, leftDays?: number): Promise<KeyAndCertificate>
  sign(csrPem: string): Promise<string>
}

/** Of 360 days, so many are left. */
function validity(leftDays = 300): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - (360 - leftDays) * dayMs), notAfter: new Date(Date.now() + leftDays * dayMs) }
}

async function keyPair(): Promise<CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as CryptoKeyPair
}

/** A certificate authority for tests; its certificates are good for localhost and 127.0.0.1 and for clients. */
export async function createAuthority(): Promise<Authority> {
  const keys = await keyPair()
  const root = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Test authority', keys, signingAlgorithm: algorithm, extensions: [new BasicConstraintsExtension(true, undefined, true)], ...validity(),
  })
  let serial = 1
  const certify = async (subject: string, publicKey: CryptoKey | X509Certificate['publicKey'], leftDays?: number): Promise<string> => {
    const certificate = await X509CertificateGenerator.create({
      serialNumber: (++serial).toString(16).padStart(2, '0'),
      subject,
      issuer: root.subject,
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }, { type: 'ip', value: '127.0.0.1' }])],
      ...validity(leftDays),
    })
    return certificate.toString('pem')
  }
  return {
    ca: root.toString('pem'),
    async issue(name, leftDays) {
      const pair = await keyPair()
      const key = KeyObject.from(pair.privateKey as webcrypto.CryptoKey).export({ type: 'pkcs8', format: 'pem' })
      return { key, cert: await certify(`CN=${name}`, pair.publicKey, leftDays) }
    },
    sign: (csrPem) => certify('CN=connector', new Pkcs10CertificateRequest(csrPem).publicKey),
  }
}
