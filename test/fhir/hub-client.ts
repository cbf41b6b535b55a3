import assert from 'node:assert/strict'

export interface Entry {
  readonly resource?: Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string; readonly meta: { readonly versionId: string } }
  readonly request?: { readonly method: string; readonly url: string }
  readonly response?: { readonly status: string; readonly etag?: string; readonly location?: string }
}

export interface Bundle {
  readonly type: string
  readonly total?: number
  readonly meta: { readonly lastUpdated: string }
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly Entry[]
}

/** What a client of one address (a hub, or a balancer before several) does with carrier alpha. */
export interface HubClient {
  /** fetch below the carrier's base, or of a whole address. */
  call(path: string, init?: RequestInit): Promise<Response>
  send(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  /** A Bundle; anything but 200 fails. */
  bundle(path: string): Promise<Bundle>
}

export function hubClient(url: string, token: string): HubClient {
  const base = `${url}/fhir/alpha`
  const call: HubClient['call'] = (path, init = {}) =>
    fetch(path.startsWith('http') ? path : `${base}/${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) } })
  return {
    call,
    send: (method, path, body, headers = {}) => call(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/fhir+json', ...headers } }),
    async bundle(path) {
      const response = await call(path)
      const text = await response.text()
      assert.equal(response.status, 200, text)
      return JSON.parse(text) as Bundle
    },
  }
}
