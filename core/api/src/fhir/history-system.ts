import { history } from './history.ts'
import type { Interaction } from './interaction.ts'

/** The versions of all resources. Source: FHIR R4 http.html#history. Faults: those of history. */
export const historySystem: Interaction = {
  codes: ['history-system'],
  method: 'GET',
  path: '/_history',
  permission: 'fhir.read',
  letters: ['s'],
  handle: (call) => history(call, { type: undefined }, '/_history'),
}
