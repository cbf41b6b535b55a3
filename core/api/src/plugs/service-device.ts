import { hash, randomBytes } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieText, readCookie } from '../web/cookie.ts'

const days = 180

/** What stands for this browser at one service and carrier: nobody learns from it what the browser is called elsewhere. A GET gives one to who has none; others
 *  have to bring theirs. Faults: api/browser-unknown. */
export function serviceDevice(request: FastifyRequest, reply: FastifyReply, { plug, carrier, secure }: { readonly plug: string; readonly carrier: string; readonly secure: boolean }): string {
  let secret = readCookie(request, 'device', secure)
  if (secret === undefined || !/^[A-Za-z0-9_-]{43}$/.test(secret)) {
    if (request.method !== 'GET') throw new Fault('conflict', 'api/browser-unknown', 'This browser is not known here: allow cookies and load the page again.')
    secret = randomBytes(32).toString('base64url')
    reply.header('set-cookie', cookieText('device', secret, days * 86_400, secure))
  }
  return hash('sha256', `${plug} ${carrier} ${secret}`, 'base64url')
}
