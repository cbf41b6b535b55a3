import { operationOutcome } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import type { FhirAnswer, FhirCall } from './interaction.ts'

const saved = JSON.stringify(operationOutcome([{ severity: 'information', type: 'informational', text: 'The resource is stored.' }]))

/** The answer to a create or update: with the resource unless Prefer says otherwise. */
export function written(call: Pick<FhirCall, 'base' | 'prefer'>, stored: Stored, created: boolean): FhirAnswer {
  const body = call.prefer.return === 'minimal' ? undefined : call.prefer.return === 'OperationOutcome' ? saved : stored.text
  return {
    status: created ? 201 : 200,
    body,
    version: stored.version,
    lastModified: stored.lastUpdated,
    location: `${call.base}/${stored.type}/${stored.id}/_history/${stored.version}`,
  }
}

export function isConflict(thrown: unknown): boolean {
  return thrown instanceof Fault && thrown.code === 'store/version-conflict'
}

/** If-Match named another version than the current one. */
export function preconditionFailed(at = 'If-Match'): Fault {
  return new Fault('precondition', 'api/if-match', 'The resource is at another version than If-Match names.', { at })
}

/** Conditional creates, updates and deletes are not offered: better said than silently ignored. Faults: api/conditional. */
export function refuseConditional(ifNoneExist: string | undefined, at = 'If-None-Exist'): void {
  if (ifNoneExist !== undefined) throw new Fault('not-supported', 'api/conditional', 'Conditional interactions are not supported here.', { at })
}
