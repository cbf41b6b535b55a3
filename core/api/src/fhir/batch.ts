import { Fault } from '@steckwerk/kernel'
import { faultOf } from '../web/fault-of.ts'
import type { Asked, Audited } from './audited.ts'
import { answerEntryText, faultEntryText } from './bundle-answer.ts'
import type { BundleRequest } from './bundle-request.ts'
import { bundleText } from './bundle-text.ts'
import { entryCall } from './entry-call.ts'
import type { EntryRouter } from './entry-route.ts'
import type { FhirAnswer, FhirCall } from './interaction.ts'
import { requireEntryAllowed } from './require-allowed.ts'

/** Entries under way at once: enough to fill a group commit, too few to crowd others out. */
const atOnce = 32

export interface BatchOptions {
  readonly route: EntryRouter
  readonly audited: Audited
  /** Hears of unexpected errors. */
  readonly tell: (thrown: unknown) => void
}

/** Where an entry is not even understood, that somebody tried is all there is to log. */
const nothing: Asked = { interaction: undefined, type: '', id: '', versionId: '', query: '', body: undefined }

async function answerOne(call: FhirCall, entry: BundleRequest['entries'][number], { route, audited, tell }: BatchOptions): Promise<string> {
  let asked = nothing
  try {
    if (entry instanceof Fault) throw entry
    const found = route(entry)
    const inner = entryCall(call, entry, found)
    asked = { ...inner, interaction: found.interaction }
    requireEntryAllowed(call.ctx.view, found, entry)
    const answer = await audited.run(found.interaction, inner)
    return answerEntryText(answer, entry, found.interaction.permission === 'fhir.read', call.prefer)
  } catch (thrown) {
    const fault = faultOf(thrown)
    if (fault.kind === 'internal') tell(thrown)
    await audited.refused(call.ctx, asked, fault)
    return faultEntryText(fault)
  }
}

/** Entries one by one, each with its own outcome; none may count on another. Source: FHIR R4 http.html#batch. */
export async function batch(call: FhirCall, request: BundleRequest, options: BatchOptions): Promise<FhirAnswer> {
  const entries = new Array<string>(request.entries.length)
  let next = 0
  const work = async (): Promise<void> => {
    while (next < request.entries.length) {
      const index = next++
      entries[index] = await answerOne(call, request.entries[index]!, options)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, request.entries.length) }, work))
  return { status: 200, body: bundleText({ type: 'batch-response', now: call.ctx.now, links: [], entries }) }
}
