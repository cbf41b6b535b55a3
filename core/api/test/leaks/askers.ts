import { parseScope, type Access, type Principal } from '@steckwerk/access'
import { createHubServer } from '@steckwerk/api'
import type { FastifyInstance } from 'fastify'
import type { PersonSetting } from '../person-setting.ts'

/** Everybody who must learn nothing. */
export const askers = ['beta-clinician', 'beta-admin', 'beta-clerk', 'beta-app', 'beta-service', 'beta-patient', 'operator', 'vendor', 'nobody'] as const
/** Whom alpha lets in, for what its Patients have released to beta. */
export const guests: readonly Asker[] = ['beta-clinician', 'beta-clerk']
export type Asker = (typeof askers)[number]

const staff = (account: string, carrier: string, role: Principal['memberships'][number]['roles'][number]): Principal => ({
  kind: 'session', actor: `Account/${account}`, account, name: account, amr: ['pwd'], memberships: [{ carrier, roles: [role], sites: 'all' }],
})
const scopes = (...texts: string[]): NonNullable<ReturnType<typeof parseScope>>[] => texts.map((text) => parseScope(text)!)

const principals: Readonly<Partial<Record<Asker, Principal>>> = {
  'beta-clinician': staff('beta-clinician', 'beta', 'clinician'),
  'beta-admin': staff('beta-admin', 'beta', 'carrier-admin'),
  'beta-clerk': staff('beta-clerk', 'beta', 'ward-clerk'),
  'beta-app': { ...staff('beta-clinician', 'beta', 'clinician'), kind: 'client', grant: { client: 'app', carrier: 'beta', scopes: scopes('user/*.cruds') } as Principal['grant'] & object },
  'beta-service': {
    kind: 'client', actor: 'Device/service', account: 'service', name: 'service', amr: [], memberships: [],
    grant: { client: 'service', carrier: 'beta', scopes: scopes('system/*.cruds') } as Principal['grant'] & object,
  },
  'operator': staff('operator', '*', 'operator'),
  'vendor': staff('vendor', '*', 'vendor'),
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

export interface OpenHub extends AsyncDisposable {
  readonly url: string
  /** `GET /fhir/:carrier/:type`, all of them. */
  readonly routes: readonly string[]
  ask(asker: Asker, method: string, path: string, body?: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

/** A second server on the setting's database where each asker signs in by its name; beta's patient by the cookie of a real session. */
export async function openHub(s: PersonSetting, patient: string): Promise<OpenHub> {
  const access: Access = {
    ...s.access,
    authenticate: async (credential) => principals[(credential.authorization ?? '').slice('Bearer '.length) as Asker] ?? s.access.authenticate(credential),
  }
  const server: FastifyInstance = createHubServer({
    store: s.test.store, ingest: s.ingest, access, log: s.log, addCarrier: (slug) => s.test.addCarrier(slug),
    config: { publicUrl: '', trustProxy: false, version: '0.1.0' },
  })
  const routes: string[] = []
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one} ${url}`)
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const credential = (asker: Asker): Record<string, string> =>
    asker === 'nobody' ? {} : asker === 'beta-patient' ? { cookie: patient } : { authorization: `Bearer ${asker}` }
  return {
    url,
    routes,
    ask: async (asker, method, path, body, headers = {}) => {
      const response = await fetch(url + path, {
        method, redirect: 'manual', signal: AbortSignal.timeout(20_000),
        headers: { ...credential(asker), 'x-steckwerk': '1', ...(body === undefined ? {} : { 'content-type': path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body }),
      })
      return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
    },
    [Symbol.asyncDispose]: () => server.close().then(() => undefined),
  }
}
