import { createPublicKey } from 'node:crypto'
import { Fault, type Issue } from '@steckwerk/kernel'
import { parseScope } from './parse-scope.ts'
import { specialScopes } from './special-scopes.ts'

/** What somebody registers. */
export interface ClientForm {
  readonly name: string
  readonly vendor: string | null
  /** public = no secret; secret = client_secret_basic; key = private_key_jwt (RS384, ES384). */
  readonly kind: 'public' | 'secret' | 'key'
  /** Uses client_credentials with system/ scopes. */
  readonly backend: boolean
  readonly redirectUris: readonly string[]
  readonly launchUri: string | null
  readonly scopes: readonly string[]
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] } | null
  readonly jwksUri: string | null
  readonly introspects: boolean
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** https, or http on this machine. */
function isWeb(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || text.includes('#') || /[\s*\\]/.test(text)) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))
}

/** The scheme of an app on a device, in reverse domain form. Source: RFC 8252 §7.1. */
function isOfApp(text: string): boolean {
  return /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:\/?[^\s#*\\]*$/.test(text) && URL.canParse(text)
}

/** A public key that RS384 or ES384 verify with, and nothing private. */
function isVerifier(key: Readonly<Record<string, unknown>>): boolean {
  if (typeof key['kid'] !== 'string' || key['kid'] === '' || 'd' in key || 'k' in key) return false
  const alg = key['kty'] === 'RSA' ? 'RS384' : key['kty'] === 'EC' && key['crv'] === 'P-384' ? 'ES384' : undefined
  if (alg === undefined || (key['alg'] !== undefined && key['alg'] !== alg) || (key['use'] !== undefined && key['use'] !== 'sig')) return false
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' })
    return alg === 'ES384' || (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
  } catch {
    return false
  }
}

/** Faults: access/client-form, with an issue for each member that is wrong. */
export function checkClientForm(form: ClientForm): void {
  const issues: Issue[] = []
  const wrong = (at: string, text: string): void => { issues.push({ severity: 'error', type: 'value', text, at }) }
  const isInteractive = form.redirectUris.length > 0
  if (new Set(form.redirectUris).size !== form.redirectUris.length) wrong('redirectUris', 'An address stands here twice.')
  form.redirectUris.forEach((uri, i) => {
    if (!isWeb(uri) && !(form.kind === 'public' && isOfApp(uri))) {
      wrong(`redirectUris.${i}`, 'Must be https, http on this machine, or (public clients) a scheme such as de.example.app:/back; without wildcard, fragment or password.')
    }
  })
  if (form.launchUri !== null && (!isWeb(form.launchUri) || !isInteractive)) wrong('launchUri', 'Must be https, or http on this machine; and the client needs a redirect address.')
  if (form.backend && form.kind !== 'key') wrong('kind', 'A backend service proves itself by a key pair.')
  if (!isInteractive && !form.backend && !form.introspects) wrong('redirectUris', 'Give at least one address, or make it a backend service.')
  form.scopes.forEach((text, i) => {
    const scope = parseScope(text)
    const fits = scope === undefined ? isInteractive && specialScopes.has(text) : scope.context === 'system' ? form.backend : isInteractive
    if (!fits) wrong(`scopes.${i}`, 'Is no scope of SMART 2.2 that such a client can use.')
  })
  if (form.scopes.length === 0 && (isInteractive || form.backend)) wrong('scopes', 'Name at least one scope.')
  if (form.kind === 'key' ? (form.jwks === null) === (form.jwksUri === null) : form.jwks !== null || form.jwksUri !== null) {
    wrong('jwks', 'Kind key needs either keys or their address; the other kinds have none.')
  }
  if (form.jwksUri !== null && (!isWeb(form.jwksUri) || !form.jwksUri.startsWith('https:'))) wrong('jwksUri', 'Must be https.')
  const keys = form.jwks?.keys ?? []
  if (form.jwks !== null && (keys.length === 0 || keys.length > 10 || new Set(keys.map((key) => key['kid'])).size !== keys.length)) wrong('jwks.keys', 'One to ten keys, each with a kid of its own.')
  keys.forEach((key, i) => {
    if (!isVerifier(key)) wrong(`jwks.keys.${i}`, 'Must be a public RSA key (2048 bits or more, RS384) or P-384 key (ES384) with a kid.')
  })
  if (issues.length > 0) throw new Fault('invalid', 'access/client-form', 'The client cannot be registered like this.', { issues })
}
