import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { Smart } from '@steckwerk/access'

/** A form at the token endpoint as the provider wants it: SMART does not ask public clients for their client_id when they refresh, OAuth does.
 *  The token is bound to the client, and the client has nothing to prove itself by. Source: SMART App Launch 2.2, refresh-token; RFC 6749 §6. */
export async function withClientId(form: Buffer, smart: Smart, authorization: string | undefined): Promise<Buffer> {
  const params = new URLSearchParams(form.toString())
  const named = authorization !== undefined || params.has('client_id') || params.has('client_assertion')
  if (named || params.get('grant_type') !== 'refresh_token') return form
  const client = await smart.publicClientOf(params.get('refresh_token') ?? '')
  if (client === undefined) return form
  params.append('client_id', client)
  return Buffer.from(params.toString())
}

/** The request with this body in place of the one that was read. */
export function requestWith(raw: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, socket, httpVersion, httpVersionMajor, httpVersionMinor } = raw
  const { originalUrl } = raw as IncomingMessage & { originalUrl?: string }
  const sent = { ...headers, 'content-length': String(body.length) }
  return Object.assign(Readable.from([body]), {
    method, url, originalUrl, socket, httpVersion, httpVersionMajor, httpVersionMinor, headers: sent, complete: true,
  }) as unknown as IncomingMessage
}
