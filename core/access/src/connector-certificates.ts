import 'reflect-metadata'
import { hash, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension, BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension,
  Pkcs10CertificateRequest, SubjectAlternativeNameExtension, SubjectKeyIdentifierExtension, X509Certificate, X509CertificateGenerator, type Extension,
} from '@peculiar/x509'
import { Fault } from '@steckwerk/kernel'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000
const caYears = 20
/** Clocks in hospital networks differ: a certificate is valid from a day before it was made. */
const leadMs = dayMs

export interface Credentials {
  /** PEM. */
  readonly key: string
  readonly certificate: string
  /** Every authority whose clients are taken. */
  readonly ca: string
}

export interface IssuedCertificate {
  /** PEM. */
  readonly certificate: string
  /** SHA-256 of the DER form. */
  readonly fingerprint: Buffer
  /** SHA-256 of the public key (SubjectPublicKeyInfo). */
  readonly keySha256: Buffer
  readonly expiresAt: Date
  /** Id of the authority that issued it. */
  readonly authority: string
}

/** One authority; its key stays inside. */
export interface CaAuthority {
  /** First 16 hex digits of the SHA-256 of its certificate. */
  readonly id: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** As it lies sealed. */
export interface StoredAuthority {
  /** PKCS #8, base64. */
  readonly key: string
  /** PEM. */
  readonly certificate: string
  readonly createdAt: number
}

/** One that can sign. */
export interface CaMaterial extends CaAuthority {
  readonly pem: string
  readonly keys: CryptoKeyPair
  readonly certificate: X509Certificate
}

/** A new authority, which signs itself. */
export async function makeCa(now: number): Promise<StoredAuthority> {
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
  return { key, certificate: `${certificate.toString('pem')}\n`, createdAt: now }
}

export async function readCa({ key, certificate, createdAt }: StoredAuthority): Promise<CaMaterial> {
  const parsed = new X509Certificate(certificate)
  return {
    id: hash('sha256', Buffer.from(parsed.rawData)).slice(0, 16),
    createdAt: new Date(createdAt),
    expiresAt: parsed.notAfter,
    pem: certificate,
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

/** A client certificate (one year) for the key of a certificate request. Faults: access/certificate-request. */
export async function issueClient(ca: CaMaterial, csr: string, commonName: string, now: number): Promise<IssuedCertificate> {
  const request = await readRequest(csr)
  const key = await request.publicKey.export()
  const expiresAt = new Date(now + 365 * dayMs)
  const certificate = await issue(ca, commonName, key, expiresAt, now, [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])])
  return {
    certificate: `${certificate.toString('pem')}\n`,
    fingerprint: Buffer.from(await certificate.getThumbprint('SHA-256')),
    keySha256: hash('sha256', Buffer.from(request.publicKey.rawData), 'buffer'),
    expiresAt,
    authority: ca.id,
  }
}

/** A key and its certificate (two years) for host names and addresses. */
export async function issueServer(ca: CaMaterial, hosts: readonly string[], now: number): Promise<Pick<Credentials, 'key' | 'certificate'>> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const names = [...new Set(hosts)].map((host) => ({ type: isIP(host) === 0 ? 'dns' as const : 'ip' as const, value: host }))
  const certificate = await issue(ca, 'Steckwerk hub', keys.publicKey, new Date(now + 730 * dayMs), now, [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(names),
  ])
  return { key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey)), certificate: `${certificate.toString('pem')}\n` }
}

async function issue(ca: CaMaterial, commonName: string, publicKey: CryptoKey, notAfter: Date, now: number, extensions: Extension[]): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    serialNumber: randomBytes(16).toString('hex').replace(/^[89a-f]/, '1'),
    subject: [{ CN: [commonName] }],
    issuer: ca.certificate.subjectName.toJSON(),
    notBefore: new Date(now - leadMs),
    notAfter,
    signingAlgorithm: algorithm,
    publicKey,
    signingKey: ca.keys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey),
      ...extensions,
    ],
  })
}
