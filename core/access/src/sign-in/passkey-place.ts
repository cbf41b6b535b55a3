import { isIP } from 'node:net'

/** Where passkeys are made and used: the relying party's id and the page's origin. */
export interface PasskeyPlace {
  /** The host of the public address. */
  readonly rpId: string
  /** scheme://host[:port] of the page. */
  readonly origin: string
}

export type PasskeyUse = { readonly usable: true } | { readonly usable: false; readonly reason: 'address' | 'insecure'; readonly instead: string | null }

const hostOf = (origin: string): string => new URL(origin).hostname.replace(/^\[|\]$/g, '')
const isLoopback = (host: string): boolean => /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::1'

/** Browsers offer passkeys over https on a name, and over http on localhost; never on an IP address, though 127.0.0.1 is the same machine.
 *  Source: WebAuthn Level 3, 5.1.3 (effective domain) and Secure Contexts. */
export function passkeyUse(origin: string): PasskeyUse {
  const url = new URL(origin)
  const host = hostOf(origin)
  if (isIP(host) !== 0) {
    return { usable: false, reason: 'address', instead: isLoopback(host) ? `${url.protocol}//localhost${url.port === '' ? '' : `:${url.port}`}` : null }
  }
  if (url.protocol !== 'https:' && host !== 'localhost' && !host.endsWith('.localhost')) return { usable: false, reason: 'insecure', instead: null }
  return { usable: true }
}

export function passkeyPlace(origin: string): PasskeyPlace {
  return { rpId: hostOf(origin), origin: new URL(origin).origin }
}
