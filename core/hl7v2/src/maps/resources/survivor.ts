import type { Resource } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import type { Reference } from '../values/shapes.ts'

export interface PatientLink {
  other: Reference
  type: string
}

/** The id under which a patient is kept now: a replaced Patient's survivor, chains followed. `stopAt`: an id not to be passed. */
export function survivorOf(draft: Draft, id: string, stopAt?: string): string {
  const seen = new Set<string>()
  let at = id
  while (at !== stopAt && !seen.has(at)) {
    seen.add(at)
    const next = replacementOf(draft.get('Patient', at))
    if (next === undefined || draft.get('Patient', next) === undefined) return at
    at = next
  }
  return at
}

/** The id of the Patient that replaces this one. */
export function replacementOf(patient: Resource | undefined): string | undefined {
  for (const link of linksOf(patient)) {
    const reference = link.type === 'replaced-by' ? link.other.reference : undefined
    if (reference?.startsWith('Patient/') === true) return reference.slice('Patient/'.length)
  }
  return undefined
}

export function linksOf(patient: Resource | undefined): readonly PatientLink[] {
  return (patient?.link as PatientLink[] | undefined) ?? []
}
