import { Fault, reusedAnswers, type Clock } from '@steckwerk/kernel'
import { createRemoteJWKSet, customFetch, type JWTPayload } from 'jose'
import type { FhirTransport } from './http-fhir-client.ts'
import { signJwt, verifyJwt, type PlugKey } from './jwt.ts'
import type { PlugMail, PlugNews } from './plug.ts'

/** A carrier that uses the service, as the hub tells it. */
export interface LinkedCarrier {
  readonly slug: string
  readonly name: string
  /** Whether the carrier has chosen the service: where it has not, another one provides. */
  readonly provider: boolean
  /** The service's SMART client there. */
  readonly client: string
  readonly scopes: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What a service outside asks its hub for. */
export interface HubLink {
  carriers(): Promise<readonly LinkedCarrier[]>
  /** The FHIR interface at a carrier, by SMART backend services. */
  fhir(carrier: string): FhirTransport
  count(carrier: string, metric: string, amount: number, key: string | undefined): Promise<void>
  notify(carrier: string, news: PlugNews): Promise<void>
  mail(carrier: string, mail: PlugMail): Promise<void>
  /** What the hub says in a JWT for this audience; undefined where it is none of the hub's, or of another time. */
  claims(token: string, audience: string): Promise<JWTPayload | undefined>
}

/** How long who uses the service is taken as known. */
const carriersMs = 5_000
/** So long before its end a token is replaced. */
const earlyMs = 30_000
const longestMs = 30_000
const assertionSeconds = 60
/** A key that is not known makes the hub's keys be fetched anew, but not more often. */
const keysCooldownMs = 5_000

interface Token {
  readonly text: string
  readonly until: number
}

/** Source: SMART App Launch 2.2, backend-services and client-confidential-asymmetric. Faults: plug/hub-unreachable, plug/hub-refused, plug/not-granted. */
export function hubLink(options: { readonly hubUrl: string; readonly plug: string; readonly key: PlugKey; readonly clock: Clock; readonly signal: AbortSignal }): HubLink {
  const { hubUrl, plug, key, clock } = options
  const tokens = new Map<string, Token>()
  const known = reusedAnswers<'carriers', readonly LinkedCarrier[]>({ clock, reuseMs: carriersMs })

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(longestMs)])
    return fetch(`${hubUrl}${path}`, { ...init, signal, redirect: 'error' }).catch((cause: unknown) => {
      throw new Fault('unavailable', 'plug/hub-unreachable', 'The hub does not answer.', { cause })
    })
  }

  /** As the service itself, not as a client of one carrier. */
  async function own(path: string, body?: object): Promise<Response> {
    const jwt = await signJwt(key, { iss: plug, sub: plug, aud: `${hubUrl}/plug` }, clock.now(), assertionSeconds)
    const answer = await ask(`/plug${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${jwt}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Fault(answer.status === 404 ? 'not-found' : 'unavailable', 'plug/hub-refused', `The hub refused the service with status ${answer.status}.`)
    return answer
  }

  /** Their refusal says nothing about whose token it is. */
  async function askForKeys(): Promise<Response> {
    const answer = await ask('/oidc/jwks')
    if (!answer.ok) throw new Fault('unavailable', 'plug/hub-unreachable', 'The hub does not answer.')
    return answer
  }
  const keySet = createRemoteJWKSet(new URL(`${hubUrl}/oidc/jwks`), { cooldownDuration: keysCooldownMs, [customFetch]: askForKeys })

  const carriers = (): Promise<readonly LinkedCarrier[]> =>
    known.of('carriers', async () => ((await (await own('/carriers')).json()) as { carriers: readonly LinkedCarrier[] }).carriers)

  async function linked(slug: string): Promise<LinkedCarrier> {
    const found = (await carriers()).find((one) => one.slug === slug)
    if (found === undefined) throw new Fault('forbidden', 'plug/not-granted', 'This carrier does not use the service.')
    return found
  }

  async function tokenAt(slug: string): Promise<Token> {
    const { client, scopes } = await linked(slug)
    const now = clock.now()
    const held = tokens.get(client)
    if (held !== undefined && held.until > now) return held
    const assertion = await signJwt(key, { iss: client, sub: client, aud: `${hubUrl}/oidc/token` }, now, assertionSeconds)
    const answer = await ask('/oidc/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials', scope: scopes.join(' '), client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }),
    })
    if (!answer.ok) throw new Fault('forbidden', 'plug/not-granted', `The hub gave no token (status ${answer.status}).`)
    const { access_token: text, expires_in: seconds } = (await answer.json()) as { access_token: string; expires_in: number }
    const token = { text, until: now + seconds * 1000 - earlyMs }
    tokens.set(client, token)
    return token
  }

  return {
    carriers,
    fhir: (slug) => async ({ method, path, headers, body }) => {
      const send = async (): Promise<Response> => ask(`/fhir/${slug}${/^(?:\?|$)/.test(path) ? path : `/${path}`}`, {
        method, headers: { ...headers, authorization: `Bearer ${(await tokenAt(slug)).text}` }, ...(body === undefined ? {} : { body }),
      })
      let answer = await send()
      if (answer.status === 401) {
        // Granted anew, or the hub's memory of tokens was lost: once more with another.
        await answer.body?.cancel()
        tokens.clear()
        known.forget()
        answer = await send()
      }
      return { status: answer.status, body: await answer.text() }
    },
    count: async (slug, metric, amount, counted) => {
      await own(`/carriers/${encodeURIComponent(slug)}/usage`, { metric, amount, ...(counted === undefined ? {} : { key: counted }) })
    },
    notify: async (slug, news) => {
      await own(`/carriers/${encodeURIComponent(slug)}/news`, news)
    },
    mail: async (slug, mail) => {
      await own(`/carriers/${encodeURIComponent(slug)}/mail`, mail)
    },
    claims: (token, audience) => verifyJwt(token, keySet, { iss: `${hubUrl}/oidc`, aud: audience, now: clock.now() }),
  }
}
