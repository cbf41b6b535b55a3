import { evidenceForm, type Evidence } from '@steckwerk/marketplace'
import { z } from 'zod'

/** Bytes of a body with a document in it. */
export const evidenceLimit = 8 * 1024 * 1024

/** NewEvidence. */
export const evidenceBody = evidenceForm.strict().extend({ document: z.base64().min(8).max(7_000_000).optional() })

export function evidenceOf({ document, ...evidence }: z.output<typeof evidenceBody>): { readonly evidence: Evidence; readonly document: Buffer | undefined } {
  return { evidence, document: document === undefined ? undefined : Buffer.from(document, 'base64') }
}
