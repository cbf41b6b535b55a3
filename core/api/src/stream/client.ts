import type { ServerResponse } from 'node:http'

/** What may wait in a slow client's buffer before it is dropped; it comes back with EventSource and refetches. */
const mostWaiting = 256 * 1024

/** One open event stream. */
export interface StreamClient {
  /** Slugs it may see. */
  readonly carriers: ReadonlySet<string>
  readonly wants: { readonly changes: boolean; readonly status: boolean }
  send(text: string): void
  close(): void
}

/** Server-sent events over a response. Source: WHATWG HTML, server-sent events. */
export function openClient(response: ServerResponse, carriers: ReadonlySet<string>, wants: StreamClient['wants'], onDropped: () => void): StreamClient {
  return {
    carriers,
    wants,
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
