import type { ConnectorsView } from '@steckwerk/ingest'

/** What of the state makes an open page look again: everything but the mere fact of being seen. */
export function statusKey(view: ConnectorsView): string {
  return JSON.stringify(view, (name, value: unknown) => (name === 'seenAt' ? undefined : value))
}
