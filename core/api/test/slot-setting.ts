import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { hubSend } from '@steckwerk/api'
import { systemClock } from '@steckwerk/kernel'
import { servePlug, type PlugManifest, type ServedPlug } from '@steckwerk/plug'
import { openPlugboard, type Plugboard } from '@steckwerk/plugboard'
import { SignJWT, importJWK } from 'jose'
import type { LaunchedSlot } from '../src/contract/slots.ts'
import { personSetting, type Browser, type PersonSetting } from './person-setting.ts'
import { by, testPlug } from './plug-setting.ts'
import type { Tokens } from './smart-client.ts'

export interface SlotTokens extends Tokens {
  readonly intent?: string
  readonly locale?: string
  readonly fhirContext?: readonly { readonly reference: string }[]
}

/** A hub with a service outside that has pages, which this test is: it knows the service's key and plays its part of each launch. */
export interface SlotSetting extends PersonSetting {
  readonly plugboard: Plugboard
  readonly service: ServedPlug
  /** Of PKCE. */
  readonly verifier: string
  launch(page: Browser, slot: string, body?: object, carrier?: string): Promise<{ readonly status: number; readonly body: LaunchedSlot & { readonly code?: string } }>
  /** Asks the authorization endpoint as the service's page would, from a browser that sends no cookie; where it was led. */
  authorize(address: string, over?: Readonly<Record<string, string | undefined>>): Promise<{ readonly status: number; readonly told: URLSearchParams | undefined; readonly cookies: readonly string[] }>
  exchange(code: string, over?: Readonly<Record<string, string>>, client?: string): Promise<{ readonly status: number; readonly tokens: SlotTokens }>
  /** All of it. */
  open(page: Browser, slot: string, body?: object): Promise<SlotTokens>
  fhir(token: string, path: string): Promise<number>
  client(carrier?: string): Promise<string>
}

export const slots: PlugManifest['slots'] = [
  { id: 'mine', place: 'patient-appointment', title: { de: 'Mein Termin' }, launch: '/slots/mine', redirect: '/slots/shown', scopes: ['patient/Appointment.rs', 'patient/Patient.r', 'patient/Basic.r'] },
  { id: 'home', place: 'patient-start', title: { de: 'Start' }, launch: '/slots/home', redirect: '/slots/shown', scopes: ['patient/Appointment.rs'] },
  { id: 'ward', place: 'clinic-patient', title: { de: 'Auf Station' }, launch: '/slots/ward', redirect: '/slots/shown', scopes: ['user/Appointment.rs', 'patient/Patient.r'] },
  { id: 'figures', place: 'carrier-service', title: { de: 'Zahlen' }, launch: '/slots/figures', redirect: '/slots/shown', scopes: [] },
  { id: 'work', place: 'staff-menu', title: { de: 'Arbeit' }, launch: '/slots/work', redirect: '/slots/shown', scopes: ['user/Appointment.rs'] },
]

export async function slotSetting(manifest: Partial<PlugManifest> = {}): Promise<SlotSetting> {
  await using opened = new AsyncDisposableStack()
  let url = ''
  let plugboard: Plugboard | undefined
  const s = opened.use(await personSetting({}, async ({ access, log, store }) => ({
    plugboard: plugboard = await openPlugboard({
      store, access, clock: systemClock, log, publicUrl: () => url, plugs: [testPlug('rival')], news: async () => undefined,
    }),
  })))
  url = s.url
  const board = opened.use(plugboard!)
  await board.start(hubSend(s.server, url))
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'own' }
  const service = opened.use(await servePlug(testPlug('fremd', { scopes: ['system/Appointment.rs', 'system/Patient.rs'], slots, ...manifest }), { hubUrl: url, privateKey: jwk, port: 0 }))
  await board.add(service.url, by)
  await board.grants.grant('alpha', 'fremd', {}, by)
  const verifier = randomBytes(32).toString('base64url')
  const redirect = `${service.url}/slots/shown`

  const client = async (carrier = 'alpha'): Promise<string> => (await board.slots.clientOf(carrier, 'fremd'))!
  const launch: SlotSetting['launch'] = (page, slot, body = {}, carrier = 'alpha') =>
    page.call('POST', `/carriers/${carrier}/slots/fremd/${slot}/launches`, { language: 'de', ...body })

  const authorize: SlotSetting['authorize'] = async (address, over = {}) => {
    const { searchParams } = new URL(address)
    const all = {
      response_type: 'code', client_id: await client(), redirect_uri: redirect, state: 'st', aud: searchParams.get('iss')!, launch: searchParams.get('launch')!,
      scope: 'launch openid fhirUser patient/Appointment.rs patient/Patient.r patient/Basic.r user/Appointment.rs', code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...over,
    }
    const answer = await fetch(`${url}/oidc/auth?${new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))}`, { redirect: 'manual' })
    const location = answer.headers.get('location')
    await answer.body?.cancel()
    return { status: answer.status, told: location?.startsWith(redirect) === true ? new URL(location).searchParams : undefined, cookies: answer.headers.getSetCookie() }
  }

  const exchange: SlotSetting['exchange'] = async (code, over = {}, as) => {
    const id = as ?? (await client())
    const now = Math.floor(Date.now() / 1000)
    const assertion = await new SignJWT({ iss: id, sub: id, aud: `${url}/oidc/token`, jti: randomBytes(16).toString('hex'), iat: now, exp: now + 60 }).setProtectedHeader({ alg: 'ES384', kid: 'own' }).sign(await importJWK(jwk, 'ES384'))
    const answer = await fetch(`${url}/oidc/token`, {
      method: 'POST', body: new URLSearchParams({
        grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier, client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', ...over,
      }),
    })
    return { status: answer.status, tokens: (await answer.json()) as SlotTokens }
  }

  const held = opened.move()
  return {
    ...s, plugboard: board, service, verifier, client, launch, authorize, exchange,
    open: async (page, slot, body) => {
      const launched = await launch(page, slot, body)
      assert.equal(launched.status, 201, JSON.stringify(launched.body))
      const { told } = await authorize(launched.body.address)
      const { status, tokens } = await exchange(told?.get('code') ?? '')
      assert.equal(status, 200, JSON.stringify(tokens))
      return tokens
    },
    fhir: async (token, path) => {
      const answer = await fetch(`${url}/fhir/alpha${path}`, { headers: { authorization: `Bearer ${token}` } })
      await answer.body?.cancel()
      return answer.status
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
