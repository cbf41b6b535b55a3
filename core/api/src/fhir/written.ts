import { operationOutcome } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import type { FhirAnswer, FhirCall } from './interaction.ts'

const outcome = (text: string): string => JSON.stringify(operationOutcome([{ severity: 'information', type: 'informational', text }]))
const saved = outcome('The resource is stored.')
const deleted = outcome('The resource is deleted.')

/** The answer to a create, update or patch: with the resource unless Prefer says otherwise. Source: FHIR R4 http.html#ops. */
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

/** The answer to a delete; `stored` undefined = there never was such a resource. Source: FHIR R4 http.html#delete. */
export function removed(call: Pick<FhirCall, 'prefer'>, stored: Stored | undefined): FhirAnswer {
  const version = stored === undefined ? {} : { version: stored.version, lastModified: stored.lastUpdated }
  return call.prefer.return === 'OperationOutcome' ? { status: 200, body: deleted, ...version } : { status: 204, ...version }
}

export function isConflict(thrown: unknown): boolean {
  return thrown instanceof Fault && thrown.code === 'store/version-conflict'
}
