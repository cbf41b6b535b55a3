import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension, BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension,
  Pkcs10CertificateRequest, SubjectAlternativeNameExtension, SubjectKeyIdentifierExtension, X509Certificate, X509CertificateGenerator, type Extension,
} from '@peculiar/x509'
import { Fault } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { readHubSecret, writeHubSecretOnce } from './hub-secret.ts'
import { sealerOf, unseal } from './seal.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000
const caYears = 20
/** Clocks in hospital networks differ: a certificate is valid from a day before it was made. */
const leadMs = dayMs

export interface Credentials {
  /** PEM. */
  readonly key: string
  readonly certificate: string
  readonly ca: string
}

export interface IssuedCertificate {
  /** PEM. */
  readonly certificate: string
  /** SHA-256 of the DER form. */
  readonly fingerprint: Buffer
  readonly expiresAt: Date
}

export interface ConnectorCa {
  /** PEM. */
  readonly certificate: string
  /** A client certificate (one year) for the key of a certificate request.
   *  Faults: access/certificate-request where it is malformed, not signed by its own key or no EC key of P-256 or P-384. */
  issueClient(csr: string, commonName: string, now: number): Promise<IssuedCertificate>
  /** A key and certificate (two years) for the connector socket under the given host names and addresses. */
  issueServer(hosts: readonly string[], now: number): Promise<Credentials>
}

interface CaMaterial {
  readonly keys: CryptoKeyPair
  readonly certificate: X509Certificate
}

async function makeCa(now: number): Promise<string> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(16).toString('hex'),
    name: [{ CN: [`Steckwerk connectors ${randomBytes(4).toString('hex')}`] }],
    notBefore: new Date(now - leadMs),
    notAfter: new Date(now + caYears * 365 * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return JSON.stringify({ key, certificate: certificate.toString('pem') })
}

async function readCa(text: string): Promise<CaMaterial> {
  const { key, certificate } = JSON.parse(text) as { key: string; certificate: string }
  const parsed = new X509Certificate(certificate)
  return {
    keys: {
      privateKey: await crypto.subtle.importKey('pkcs8', Buffer.from(key, 'base64'), algorithm, false, ['sign']),
      publicKey: await parsed.publicKey.export(algorithm, ['verify']),
    },
    certificate: parsed,
  }
}

function pem(label: string, der: ArrayBuffer): string {
  const lines = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

async function readRequest(csr: string): Promise<Pkcs10CertificateRequest> {
  const refused = (cause?: unknown): Fault =>
    new Fault('invalid', 'access/certificate-request', 'The certificate request must be signed by its own EC key (P-256 or P-384).', { cause })
  let request: Pkcs10CertificateRequest
  try {
    request = new Pkcs10CertificateRequest(csr)
    const key = request.publicKey.algorithm as { name: string; namedCurve?: string }
    const curve = key.namedCurve
    if (key.name !== 'ECDSA' || (curve !== 'P-256' && curve !== 'P-384')) throw refused()
    if (!(await request.verify())) throw refused()
  } catch (error) {
    throw error instanceof Fault ? error : refused(error)
  }
  return request
}

/** The authority of the connector socket, one for all hubs of a database; its key lies sealed in base.hub_secret. */
export async function openConnectorCa(store: Store, masterKey: Buffer, now: number): Promise<ConnectorCa> {
  const context = 'hub-secret connector-ca'
  const sealed = (await readHubSecret(store, 'connector-ca', now))
    ?? (await writeHubSecretOnce(store, 'connector-ca', sealerOf(masterKey, 0)(Buffer.from(await makeCa(now)), context), now))
  const ca = await readCa(unseal(masterKey, sealed, context).toString())
  const issuer = ca.certificate.subjectName.toJSON()
  const authority = await AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey)
  const caPem = `${ca.certificate.toString('pem')}\n`

  async function issue(commonName: string, publicKey: CryptoKey, notAfter: Date, now: number, extensions: Extension[]): Promise<X509Certificate> {
    return X509CertificateGenerator.create({
      serialNumber: randomBytes(16).toString('hex').replace(/^[89a-f]/, '1'),
      subject: [{ CN: [commonName] }],
      issuer,
      notBefore: new Date(now - leadMs),
      notAfter,
      signingAlgorithm: algorithm,
      publicKey,
      signingKey: ca.keys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        await SubjectKeyIdentifierExtension.create(publicKey),
        authority,
        ...extensions,
      ],
    })
  }

  return {
    certificate: caPem,
    issueClient: async (csr, commonName, at) => {
      const request = await readRequest(csr)
      const key = await request.publicKey.export()
      const expiresAt = new Date(at + 365 * dayMs)
      const certificate = await issue(commonName, key, expiresAt, at, [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])])
      return {
        certificate: `${certificate.toString('pem')}\n`,
        fingerprint: Buffer.from(await certificate.getThumbprint('SHA-256')),
        expiresAt,
      }
    },
    issueServer: async (hosts, at) => {
      const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
      const names = [...new Set(hosts)].map((host) => ({ type: isIP(host) === 0 ? 'dns' as const : 'ip' as const, value: host }))
      const certificate = await issue('Steckwerk hub', keys.publicKey, new Date(at + 730 * dayMs), at, [
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names),
      ])
      return {
        key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
        certificate: `${certificate.toString('pem')}\n`,
        ca: caPem,
      }
    },
  }
}
