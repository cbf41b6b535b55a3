import { Fault } from '@steckwerk/kernel'
import type { RouteCall } from '@steckwerk/plug'
import type { z } from 'zod'
import type { Language } from '../model/model.ts'

/** A body of this shape. Faults: maturity/body. */
export function bodyOf<Shape extends z.ZodType>(call: RouteCall, shape: Shape): z.output<Shape> {
  const read = shape.safeParse(call.body)
  if (!read.success) throw new Fault('invalid', 'maturity/body', 'What was sent has another shape than is expected here.', { at: read.error.issues[0]?.path.join('.') ?? '' })
  return read.data
}

/** The language of the page: `?language=en`, or the caller's. */
export function languageOf({ query, caller }: RouteCall): Language {
  return (query.get('language') ?? caller.language) === 'en' ? 'en' : 'de'
}
