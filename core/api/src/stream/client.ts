import type { ServerResponse } from 'node:http'
import type { Decision, Permission } from '@steckwerk/access'
import type { Carrier } from '@steckwerk/store'

/** What may wait in a slow client's buffer before it is dropped; it comes back with EventSource and refetches. */
const mostWaiting = 256 * 1024

/** What has to be permitted to hear of something. */
export type Wish = Extract<Permission, 'fhir.read' | 'leitstand.read' | 'emergency.review'>
export const wishes: readonly Wish[] = ['fhir.read', 'leitstand.read', 'emergency.review']

/** One open event stream. */
export interface StreamClient {
  /** Slugs of those it watches. */
  readonly carriers: ReadonlySet<string>
  /** What it may see of one of them now: rights end while a stream is open. undefined = nothing any more. */
  decide(carrier: Carrier): Promise<Decision | undefined>
  send(text: string): void
  close(): void
}

/** Server-sent events over a response. Source: WHATWG HTML, server-sent events. */
export function openClient(
  response: ServerResponse, carriers: ReadonlySet<string>, decide: StreamClient['decide'], onDropped: () => void,
): StreamClient {
  return {
    carriers,
    decide,
    send: (text) => {
      if (response.writableEnded || response.destroyed) return
      if (response.writableLength > mostWaiting) {
        onDropped()
        response.destroy()
        return
      }
      response.write(text)
    },
    close: () => response.end(),
  }
}

export function eventText(kind: string, data: unknown): string {
  return `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`
}
