import { isResourceType, validate } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { OperationAnswer } from '@steckwerk/plug'

/** The longest answer, in characters of JSON; of a service outside, in bytes. */
export const longest = 2 * 1024 * 1024
/** What an operation may come to. Source: FHIR R4 operations.html, http.html. */
const statuses: ReadonlySet<number> = new Set([200, 201, 202, 204, 400, 403, 404, 409, 410, 412, 422, 429])

/** Its own failure, not a mistake of who asked. */
export const tooLarge = (cause?: unknown): Fault => new Fault('unavailable', 'plugboard/answer-size', 'The service answered more than an answer may hold.', { cause })

export const nonsense = (cause?: unknown): Fault =>
  new Fault('unavailable', 'plugboard/answer-nonsense', 'The service answered something that is none of what it may answer.', { cause })

/** A service's answer, which is FHIR or nothing. Faults: plugboard/answer-nonsense, plugboard/answer-size. */
export function checkedAnswer(answer: OperationAnswer): OperationAnswer {
  const { status, resource, location } = (answer ?? {}) as Partial<OperationAnswer>
  if (status === undefined || !statuses.has(status)) throw nonsense()
  if (status >= 400 && resource?.resourceType !== 'OperationOutcome') throw nonsense()
  if (resource === undefined || resource === null) return { status, resource: undefined, ...locationOf(location) }
  // Before anything costly: what is no resource at all is not even written out.
  if (!isResourceType(resource.resourceType)) throw nonsense()
  let text: string
  try {
    text = JSON.stringify(resource)
  } catch (cause) {
    throw nonsense(cause)
  }
  if (text.length > longest) throw tooLarge()
  // As it will travel: what JSON leaves out is no part of it.
  const plain = JSON.parse(text) as NonNullable<OperationAnswer['resource']>
  if (!isResourceType(plain.resourceType) || validate(plain).some(({ severity }) => severity === 'error' || severity === 'fatal')) throw nonsense()
  return { status, resource: plain, ...locationOf(location) }
}

/** Below the carrier's base, or none: a service sends nobody elsewhere. */
function locationOf(location: unknown): { readonly location?: string } {
  const found = typeof location === 'string' ? /(?:^|\/fhir\/[a-z0-9-]+\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/\d+)?$/.exec(location) : null
  return found === null ? {} : { location: found[1]! }
}
