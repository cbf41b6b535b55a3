import { timeOrderedId } from '@steckwerk/kernel'
import type { IncomingHttpHeaders } from 'node:http'

/** The id that ties a request's log lines together: of a W3C traceparent, or an X-Request-Id that is a UUID or 16 to 64 hex digits (a
 *  free text could hold a name and end up in the log), else a new one. Source: W3C Trace Context. */
export function traceOf(headers: IncomingHttpHeaders): string {
  const parent = headers.traceparent
  if (typeof parent === 'string') {
    const trace = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(parent)?.[1]
    if (trace !== undefined && !/^0+$/.test(trace)) return trace
  }
  const given = headers['x-request-id']
  if (typeof given === 'string' && /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,64})$/i.test(given)) return given
  return timeOrderedId()
}
