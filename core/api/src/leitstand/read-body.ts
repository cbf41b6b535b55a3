import { Fault } from '@steckwerk/kernel'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'

/** The request's JSON body in the given shape. Faults: api/body with where it differs, never what was sent. */
export function readBody<T>(request: FastifyRequest, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(request.body)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({
    severity: 'error' as const, type: 'value', text: 'This part of the body is missing, not known or not of its form.', at: issue.path.join('.'),
  }))
  throw new Fault('invalid', 'api/body', 'The body does not have the form this address expects.', { issues })
}
