import { Fault } from '@steckwerk/kernel'
import type { FhirResource, OperationCall } from '@steckwerk/plug'

interface Part {
  readonly name?: string
  readonly resource?: FhirResource
  readonly [value: string]: unknown
}

function part(call: OperationCall, name: string): Part | undefined {
  const parts = call.input?.['parameter']
  return Array.isArray(parts) ? (parts as readonly Part[]).find((one) => one?.name === name) : undefined
}

/** A part's value, whichever text type it has; undefined where it was not given. */
export function textOf(call: OperationCall, name: string): string | undefined {
  const given = part(call, name)
  const value = given === undefined ? undefined : Object.entries(given).find(([member]) => /^value[A-Z]/.test(member))?.[1]
  return typeof value === 'string' ? value : undefined
}

/** A resource: a part of this name, or the body itself where it is of the type. */
export function resourceOf(call: OperationCall, name: string, type: string): FhirResource | undefined {
  if (call.input?.resourceType === type) return call.input
  const given = part(call, name)?.resource
  return given?.resourceType === type ? given : undefined
}

/** The Patient's id of a `subject` part. Faults: forms/subject-missing, forms/not-yours. */
export function subjectOf(call: OperationCall): string {
  const reference = (part(call, 'subject')?.['valueReference'] as { readonly reference?: unknown } | undefined)?.reference
  return patientOf(call, reference)
}

/** The Patient of a reference, where the caller may act for it. Faults: forms/subject-missing, forms/not-yours. */
export function patientOf(call: OperationCall, reference: unknown): string {
  const id = typeof reference === 'string' ? /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(reference)?.[1] : undefined
  if (id === undefined) throw new Fault('invalid', 'forms/subject-missing', 'The patient is missing: a reference Patient/<id>.')
  if (call.caller.patients?.some((one) => one === id || one === `Patient/${id}`) === false) throw new Fault('not-found', 'forms/not-yours', 'There is no such form here.')
  return id
}

export function parameters(parts: readonly (Part | undefined)[]): FhirResource {
  return { resourceType: 'Parameters', parameter: parts.filter((one) => one !== undefined) }
}
