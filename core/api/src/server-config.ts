/** What the main port needs to know of its surroundings. */
export interface HubServerConfig {
  /** Address from outside without a trailing slash ('https://hub.example'); '' = take the request's Host. Sets links, cookies and HSTS. */
  readonly publicUrl: string
  /** Whether a proxy in front is trusted for X-Forwarded-For and -Proto. */
  readonly trustProxy: boolean
  readonly version: string
}

export interface PublicAddress {
  readonly origin: string | undefined
  readonly secure: boolean
}

export function publicAddress(config: HubServerConfig): PublicAddress {
  if (config.publicUrl === '') return { origin: undefined, secure: false }
  const url = new URL(config.publicUrl)
  return { origin: url.origin, secure: url.protocol === 'https:' }
}
