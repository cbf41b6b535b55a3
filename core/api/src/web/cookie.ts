import type { FastifyRequest } from 'fastify'

/** Over https the __Host- prefix binds the cookie to this host and to https; plain http (the demo on 127.0.0.1) cannot have it. */
const nameOf = (secure: boolean): string => (secure ? '__Host-steckwerk' : 'steckwerk')
const seconds = 24 * 3600

/** The session cookie's value; base64url, so nothing is to be decoded. Source: RFC 6265. */
export function sessionCookie(request: FastifyRequest, secure: boolean): string | undefined {
  const start = `${nameOf(secure)}=`
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const pair = part.trimStart()
    if (pair.startsWith(start)) return pair.slice(start.length).trimEnd()
  }
  return undefined
}

function cookieText(value: string, maxAge: number, secure: boolean): string {
  return `${nameOf(secure)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

export function setSessionCookie(secret: string, secure: boolean): string {
  return cookieText(secret, seconds, secure)
}

export function clearSessionCookie(secure: boolean): string {
  return cookieText('', 0, secure)
}
