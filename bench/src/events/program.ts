import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A backend service registered at a carrier, which subscribes with a token of its own: what it is told is decided by its scopes, as of any vendor's program. */
export class Program {
  readonly #hub: string
  readonly #carrier: string
  readonly #client: string
  readonly #key: KeyObject
  readonly #scopes: readonly string[]
  #token: { readonly text: string; readonly until: number } | undefined

  private constructor(hub: string, carrier: string, client: string, key: KeyObject, scopes: readonly string[]) {
    this.#hub = hub
    this.#carrier = carrier
    this.#client = client
    this.#key = key
    this.#scopes = scopes
  }

  static async register(hub: string, operatorToken: string, carrier: string, scopes: readonly string[]): Promise<Program> {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const answer = await fetch(`${hub}/admin/carriers/${carrier}/clients`, {
      method: 'POST', headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Bench', kind: 'key', backend: true, redirectUris: [], scopes, jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES384', use: 'sig' }] } }),
    })
    const { client } = (await expected(answer, 201)) as { client: { id: string } }
    return new Program(hub, carrier, client.id, privateKey, scopes)
  }

  async fhir(path: string, init: { readonly method?: string; readonly body?: object } = {}): Promise<unknown> {
    const answer = await fetch(`${this.#hub}/fhir/${this.#carrier}/${path}`, {
      method: init.method ?? 'GET',
      headers: { authorization: `Bearer ${await this.#access()}`, ...(init.body === undefined ? {} : { 'content-type': 'application/fhir+json' }) },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
    return expected(answer, init.method === undefined ? 200 : answer.status === 201 ? 201 : 200)
  }

  async #access(): Promise<string> {
    if (this.#token !== undefined && this.#token.until > Date.now()) return this.#token.text
    const seconds = Math.floor(Date.now() / 1000)
    const claims = { iss: this.#client, sub: this.#client, aud: `${this.#hub}/oidc/token`, jti: randomUUID(), iat: seconds, exp: seconds + 60 }
    const signed = `${base64({ alg: 'ES384', kid: 'k1', typ: 'JWT' })}.${base64(claims)}`
    const proof = sign('sha384', Buffer.from(signed), { key: this.#key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    const answer = await fetch(`${this.#hub}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials', scope: this.#scopes.join(' '), client_assertion: `${signed}.${proof}`,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }),
    })
    const { access_token: text, expires_in: lives } = (await expected(answer, 200)) as { access_token: string; expires_in: number }
    this.#token = { text, until: Date.now() + lives * 800 }
    return text
  }
}

async function expected(answer: Response, status: number): Promise<unknown> {
  const text = await answer.text()
  if (answer.status !== status) throw new Error(`${answer.url} answers ${answer.status}: ${text.slice(0, 500)}`)
  return JSON.parse(text)
}
