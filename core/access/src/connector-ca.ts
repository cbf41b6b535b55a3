import { Fault, reusedAnswers, type Clock } from '@steckwerk/kernel'
import type { CaAuthority, CaMaterial, Credentials, IssuedCertificate, StoredAuthority } from './connector-certificates.ts'
import type { HubSecrets } from './hub-secrets.ts'

// Loaded at the first certificate: what reads and writes X.509 is large, and most commands and tests need none.
const certificates = (): Promise<typeof import('./connector-certificates.ts')> => import('./connector-certificates.ts')

export interface ConnectorCa {
  /** PEM of every authority that is trusted, the issuing one first. */
  bundle(): Promise<string>
  /** The issuing one first. */
  authorities(): Promise<readonly CaAuthority[]>
  /** A client certificate (one year) for the key of a certificate request, by the newest authority.
   *  Faults: access/certificate-request where it is malformed, not signed by its own key or no EC key of P-256 or P-384. */
  issueClient(csr: string, commonName: string): Promise<IssuedCertificate>
  /** A key and certificate (two years) for the connector socket under the given host names and addresses: by the oldest authority, which every
   *  connector knows. */
  issueServer(hosts: readonly string[]): Promise<Credentials>
  /** A new authority, which issues from now on; those before it are trusted as well. */
  renew(): Promise<void>
  /** Ends the trust in a former one. Faults: access/authority-unknown. */
  drop(id: string): Promise<void>
}

/** How long other hubs go by what they read. */
const refreshMs = 10_000

/** The authorities of the connector socket, one list for all hubs of a database; their keys lie sealed in base.hub_secret. */
export function openConnectorCa(secrets: HubSecrets, clock: Clock): ConnectorCa {
  const known = reusedAnswers<'all', readonly CaMaterial[]>({ clock, reuseMs: refreshMs })

  async function stored(now: number): Promise<readonly StoredAuthority[]> {
    const plain = await secrets.ensure('connector-ca', async () => Buffer.from(JSON.stringify([await (await certificates()).makeCa(now)])), now)
    return JSON.parse(plain.toString()) as StoredAuthority[]
  }

  const list = (): Promise<readonly CaMaterial[]> => known.of('all', async (now) => {
    const { readCa } = await certificates()
    return Promise.all((await stored(now)).map(readCa))
  })

  async function keep(authorities: readonly StoredAuthority[], now: number): Promise<void> {
    await secrets.replace('connector-ca', Buffer.from(JSON.stringify(authorities)), now)
    known.forget()
  }

  const bundle = async (): Promise<string> => (await list()).map(({ pem: text }) => text).join('')

  return {
    bundle,
    authorities: async () => (await list()).map(({ id, createdAt, expiresAt }) => ({ id, createdAt, expiresAt })),
    issueClient: async (csr, commonName) => (await certificates()).issueClient((await list())[0]!, csr, commonName, clock.now()),
    issueServer: async (hosts) => ({ ...await (await certificates()).issueServer((await list()).at(-1)!, hosts, clock.now()), ca: await bundle() }),
    renew: async () => {
      const at = clock.now()
      await keep([await (await certificates()).makeCa(at), ...(await stored(at))], at)
    },
    drop: async (id) => {
      const at = clock.now()
      const all = await stored(at)
      const { readCa } = await certificates()
      const ids = await Promise.all(all.map(async (one) => (await readCa(one)).id))
      const index = ids.indexOf(id)
      if (index < 1) throw new Fault('not-found', 'access/authority-unknown', 'There is no former authority of this name.')
      await keep(all.filter((_, i) => i !== index), at)
    },
  }
}
