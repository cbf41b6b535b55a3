import { Fault } from '@steckwerk/kernel'
import type { RouteCall } from '@steckwerk/plug'
import { z } from 'zod'

/** One line, without control characters. */
export const line = (most: number) => z.string().trim().max(most).regex(/^[^\p{Cc}]*$/u)
/** Lines. */
export const text = (most: number) => z.string().trim().max(most).regex(/^[^\p{Cc}]*(?:\n[^\p{Cc}]*)*$/u)

/** Reads a body. Faults: community/input with the places that are wrong. */
export function input<T>(schema: z.ZodType<T>, { call }: { readonly call: RouteCall }): T {
  const read = schema.safeParse(call.body)
  if (read.success) return read.data
  const issues = read.error.issues.map(({ path }) => ({ severity: 'error' as const, type: 'value', text: 'This is not as it should be.', at: path.join('.') }))
  throw new Fault('invalid', 'community/input', 'What was sent is not complete or has another form.', { issues })
}
