import type { FastifyRequest } from 'fastify'

/** Over https the __Host- prefix binds a cookie to this host and to https; plain http (the demo on 127.0.0.1) cannot have it. */
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

/** The cookies of this hub: the session; a sign-in that is under way; accounts that signed in on this device before; one browser, for those who vote without an
 *  account. */
const names = { session: 'steckwerk', pending: 'steckwerk-sign-in', known: 'steckwerk-known', device: 'steckwerk-device' } as const
export type CookieName = keyof typeof names

/** A cookie's value; base64url, so nothing is to be decoded. Source: RFC 6265. */
export function readCookie(request: FastifyRequest, name: CookieName, secure: boolean): string | undefined {
  const start = `${nameOf(names[name], secure)}=`
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const pair = part.trimStart()
    if (pair.startsWith(start)) return pair.slice(start.length).trimEnd()
  }
  return undefined
}

/** A Set-Cookie header; 0 seconds removes it. SameSite=Lax and not Strict: who follows a link in a letter or mail of the hospital, or comes back
 *  from its own sign-in, is signed in on the page that opens. What changes anything is not reached by a link: same-origin.ts refuses it. */
export function cookieText(name: CookieName, value: string, seconds: number, secure: boolean): string {
  return `${nameOf(names[name], secure)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

export function sessionCookie(request: FastifyRequest, secure: boolean): string | undefined {
  return readCookie(request, 'session', secure)
}

/** The browser may keep it as long as any session lives at most; when it ends is the database's decision. */
export function setSessionCookie(secret: string, secure: boolean): string {
  return cookieText('session', secret, 24 * 3600, secure)
}

export function clearSessionCookie(secure: boolean): string {
  return cookieText('session', '', 0, secure)
}
