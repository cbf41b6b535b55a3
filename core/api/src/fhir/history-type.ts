import { history } from './history.ts'
import type { Interaction } from './interaction.ts'

/** The versions of all resources of a type. Source: FHIR R4 http.html#history. Faults: those of history. */
export const historyType: Interaction = {
  codes: ['history-type'],
  method: 'GET',
  path: '/:type/_history',
  permission: 'fhir.read',
  letters: ['s'],
  handle: (call) => history(call, { type: call.type }, `/${call.type}/_history`),
}
