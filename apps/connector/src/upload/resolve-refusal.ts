import type { BatchRefused, OpenEpoch } from '@steckwerk/uplink'

/** What a refused batch means.
 *  `confirmed`: so many messages from its beginning are at the hub already. What then:
 *  - go-on: an answer had got lost; the stream continues behind them.
 *  - behind: the hub stands at `next`, before what it once confirmed; it was set back.
 *  - diverged: spool and hub tell different stories; a new epoch has to be opened. `applied` are the places in the batch, behind
 *    the confirmed ones, that the hub has all the same. */
export type Resolution =
  | { readonly kind: 'go-on'; readonly confirmed: number }
  | { readonly kind: 'behind'; readonly confirmed: number; readonly next: number }
  | { readonly kind: 'diverged'; readonly confirmed: number; readonly reason: OpenEpoch['reason']; readonly applied: readonly number[] }
  | { readonly kind: 'contradiction'; readonly confirmed: number }

/** Reads a refusal of the batch that began at `position`. */
export function resolveRefusal(position: number, refused: BatchRefused): Resolution {
  const { messages, next } = refused
  const notApplied = messages.findIndex((state) => state !== 'applied')
  const confirmed = notApplied < 0 ? messages.length : notApplied
  // Every message is there: also where the hub stands further on, since a longer batch may have been sent before a restart.
  if (notApplied < 0) return next >= position + confirmed ? { kind: 'go-on', confirmed } : { kind: 'contradiction', confirmed }
  const differs = messages.includes('differs')
  if (!differs && next < position + confirmed) return { kind: 'behind', confirmed, next }
  if (!differs && next === position + confirmed) return confirmed > 0 ? { kind: 'go-on', confirmed } : { kind: 'contradiction', confirmed }
  const applied = messages.flatMap((state, i) => (i > confirmed && state === 'applied' ? [i] : []))
  return { kind: 'diverged', confirmed, reason: next > position + confirmed ? 'spool-restored' : 'bytes-differ', applied }
}
