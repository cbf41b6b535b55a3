import { z } from 'zod'

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)

export const termsShape = {
  recipient: z.strictObject({ kind: z.enum(['carrier', 'site']), id: z.string().min(1).max(100) }),
  purpose: z.enum(['TREAT', 'COC', 'HRESCH']),
  categories: z.union([z.literal('all'), z.array(z.string().max(40)).min(1).max(40)]),
  from: day.optional(),
  until: day.optional(),
}
export const consentBody = z.strictObject({ carrier: z.string().max(64), patient: z.string().max(64), ...termsShape })
export const paperBody = z.strictObject({ patient: z.string().max(64), signedOn: day, ...termsShape })
