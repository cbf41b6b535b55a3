import { createHash, randomBytes } from 'node:crypto'
import assert from 'node:assert/strict'
import type { ClientWithSecret, ConsentRequest, NewClient, Onward } from '../src/contract/smart.ts'
import type { Setting } from './setting.ts'

export interface Tokens {
  readonly access_token: string
  readonly token_type: string
  readonly expires_in: number
  readonly scope: string
  readonly id_token?: string
  readonly refresh_token?: string
  readonly patient?: string
  readonly encounter?: string
  readonly need_patient_banner?: boolean
}

/** A browser with cookies, as far as these tests need one. */
export class Jar {
  readonly cookies: { name: string; value: string; path: string }[] = []

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const path = attributes.map((one) => one.trim()).find((one) => /^path=/i.test(one))?.slice(5) ?? '/'
      this.set(pair.slice(0, at), pair.slice(at + 1), path)
    }
  }

  set(name: string, value: string, path = '/'): void {
    const before = this.cookies.findIndex((one) => one.name === name && one.path === path)
    if (before >= 0) this.cookies.splice(before, 1)
    if (value !== '') this.cookies.push({ name, value, path })
  }

  header(url: string): string {
    const { pathname } = new URL(url)
    return this.cookies.filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)).map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(url, { redirect: 'manual', ...init, headers: { cookie: this.header(url), ...(init.headers as Record<string, string>) } })
    this.take(response)
    return response
  }
}

export const redirectUri = 'http://127.0.0.1:9/app'

/** The app: everything it knows is what SMART says. */
export function smartClient(s: Setting, carrier = 'alpha') {
  const base = `${s.url}/fhir/${carrier}`
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')

  async function register(form: Partial<NewClient> = {}): Promise<ClientWithSecret> {
    const body: NewClient = {
      name: 'Testwerk', kind: 'public', redirectUris: [redirectUri], scopes: ['openid', 'fhirUser', 'launch', 'launch/patient', 'online_access', 'offline_access', 'patient/*.rs', 'user/*.rs'], ...form,
    }
    const response = await s.call(`/admin/carriers/${carrier}/clients`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    const text = await response.text()
    assert.equal(response.status, 201, text + JSON.stringify(s.lines.filter(({ event }) => /fail/.test(event))))
    return JSON.parse(text) as ClientWithSecret
  }

  function authorizeUrl(client: string, params: Record<string, string | undefined> = {}): string {
    const all: Record<string, string | undefined> = {
      response_type: 'code', client_id: client, redirect_uri: redirectUri, scope: 'openid launch/patient patient/Observation.rs patient/Patient.rs', state: 'st-1',
      aud: base, code_challenge: challenge, code_challenge_method: 'S256', ...params,
    }
    const query = new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
    return `${s.url}/oidc/auth?${query}`
  }

  /** What the app is told at its redirect address. */
  const told = (response: Response): URLSearchParams => {
    const location = response.headers.get('location') ?? ''
    assert.ok(location.startsWith(redirectUri), `${response.status} ${response.url} ${location}`)
    return new URL(location).searchParams
  }

  /** Follows up to the consent page; the interaction's uid. */
  async function begin(jar: Jar, url: string): Promise<string> {
    const first = await jar.fetch(url)
    assert.equal(first.status, 303, await first.text())
    const location = first.headers.get('location')!
    assert.match(location, /\/oidc\/interaction\//, location)
    const second = await jar.fetch(location)
    assert.equal(second.status, 303, await second.text())
    const page = new URL(second.headers.get('location')!, s.url)
    const uid = /\/freigabe\/([^/]+)$/.exec(page.searchParams.get('weiter') ?? page.pathname)?.[1]
    assert.ok(uid !== undefined, page.href)
    return uid
  }

  const interaction = (jar: Jar, uid: string, path = '', init: RequestInit = {}): Promise<Response> =>
    jar.fetch(`${s.url}/portal/api/oidc/interactions/${uid}${path}`, { ...init, headers: { 'x-steckwerk': '1', ...(init.body === undefined ? {} : { 'content-type': 'application/json' }) } })

  async function confirm(jar: Jar, uid: string, body: { patient?: string; scopes?: readonly string[] }): Promise<Response> {
    const scopes = body.scopes ?? (JSON.parse(await (await interaction(jar, uid)).text()) as ConsentRequest).scopes.map(({ scope }) => scope)
    const answer = await interaction(jar, uid, '/confirm', { method: 'POST', body: JSON.stringify({ ...body, scopes }) })
    if (answer.status !== 200) return answer
    return jar.fetch((JSON.parse(await answer.text()) as Onward).location)
  }

  const token = (body: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${s.url}/oidc/token`, { method: 'POST', body: new URLSearchParams(body), headers })

  const exchange = (client: string, code: string, more: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> =>
    token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: client, code_verifier: verifier, ...more }, headers)

  /** All of it, as a person who agrees. */
  async function authorize(jar: Jar, client: string, options: { patient?: string; params?: Record<string, string | undefined> } = {}): Promise<Tokens> {
    const uid = await begin(jar, authorizeUrl(client, options.params))
    const answered = await confirm(jar, uid, options.patient === undefined ? {} : { patient: options.patient })
    const code = told(answered).get('code')
    assert.ok(code !== null, answered.headers.get('location') ?? '')
    const response = await exchange(client, code)
    const text = await response.text()
    assert.equal(response.status, 200, text)
    return JSON.parse(text) as Tokens
  }

  const fhir = (access: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${base}${path}`, { ...init, headers: { authorization: `Bearer ${access}`, ...(init.headers as Record<string, string>) } })

  return { base, verifier, challenge, register, authorizeUrl, told, begin, interaction, confirm, token, exchange, authorize, fhir }
}

/** A browser in which somebody is signed in to the portal. */
export async function signedIn(s: Setting, account: string): Promise<Jar> {
  const jar = new Jar()
  jar.set('steckwerk', await s.access.sessions.start({ account, amr: ['pwd'], device: 'Test', network: '127.0.0.1' }))
  return jar
}
