import type { IncomingMessage } from 'node:http'
import { Fault } from '@steckwerk/kernel'

/** A request's JSON; undefined where there is no body. Who is refused is still answered: the rest of the body is left where it is, and the answer has to
 *  close the connection. Faults: plug/body-size, plug/body. */
export async function jsonBody(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new Fault('too-large', 'plug/body-size', 'The body is too large.')
    chunks.push(chunk)
  }
  if (size === 0) return undefined
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown
  } catch (cause) {
    throw new Fault('invalid', 'plug/body', 'The body is no JSON.', { cause })
  }
}
