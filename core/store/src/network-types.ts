import { Fault } from '@steckwerk/kernel'
import type { Change } from './contract.ts'

/** What a network's records may be: a directory on the shapes of IHE mCSD, and forms that are about no patient. Source: ITI-90. */
export const networkTypes: ReadonlySet<string> = new Set([
  'Endpoint', 'HealthcareService', 'Location', 'Organization', 'Practitioner', 'PractitionerRole', 'Questionnaire', 'QuestionnaireResponse',
])

/** Faults: store/network-type. */
export function requireNetworkTypes(changes: readonly Change[]): void {
  if (changes.some(({ type }) => !networkTypes.has(type))) throw new Fault('not-supported', 'store/network-type', 'A network holds no records of this type.')
}
