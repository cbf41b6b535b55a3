import { Fault } from '@steckwerk/kernel'
import { allDocuments } from '../all-documents.ts'
import type { Work } from '../work.ts'
import { tellEnded } from './mails.ts'
import { introductionKind, isOpen, keptMs, openMs, unconfirmedMs, type Introduction } from './records.ts'

/** Ends what nobody answered and removes people after their time. What is left of a case counts in figures. */
export const settleIntroductions: Work = {
  name: 'introductions', everyMs: 3_600_000,
  run: async ({ carrier, now }) => {
    for (const { id, version, body } of await allDocuments<Introduction>(carrier.documents, introductionKind)) {
      const next = nextOf(body, now)
      if (next === body) continue
      if (next?.state === 'expired' && body.state !== 'expired' && body.people !== undefined) await tellEnded(carrier, id, body, body.people, now)
      await carrier.documents.write([{ kind: introductionKind, id, version, body: next }]).catch((thrown: unknown) => {
        // Answered at this very moment: the next turn looks again.
        if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
      })
    }
  },
}

/** The same where nothing is due; undefined = nothing of it stays. */
export function nextOf(body: Introduction, now: number): Introduction | undefined {
  const { state, since, people } = body
  if (state === 'unconfirmed') return since < now - unconfirmedMs ? undefined : body
  if (isOpen(body)) return since < now - openMs ? { ...body, state: 'expired', since: now } : body
  return people !== undefined && since < now - (keptMs[state] ?? 0) ? { ...body, people: undefined } : body
}
