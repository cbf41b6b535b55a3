import type { Evidence, EvidenceKind } from './offers.ts'

/** Days before the end from which on evidence is shown as expiring. */
const soonDays = 60

export type EvidenceState = 'valid' | 'expiring' | 'expired'

/** Days are the calendar's, UTC. On the day it expires it counts no longer. */
export function evidenceState({ expires, issued }: Pick<Evidence, 'expires' | 'issued'>, now: Date): EvidenceState {
  const today = now.toISOString().slice(0, 10)
  if (expires !== undefined && expires <= today) return 'expired'
  // Not in force yet is as good as none.
  if (issued !== undefined && issued > today) return 'expired'
  return expires !== undefined && Date.parse(expires) - now.getTime() < soonDays * 86_400_000 ? 'expiring' : 'valid'
}

/** What a carrier's policy asks for and does not find. */
export function missingEvidence(required: readonly EvidenceKind[], evidence: readonly Evidence[], now: Date): readonly { readonly kind: EvidenceKind; readonly why: 'absent' | 'expired' }[] {
  return required.flatMap((kind) => {
    const there = evidence.filter((one) => one.kind === kind)
    if (there.some((one) => evidenceState(one, now) !== 'expired')) return []
    return [{ kind, why: there.length === 0 ? 'absent' as const : 'expired' as const }]
  })
}
