import type { OwnPatients } from '../contract.ts'
import type { ClientRights } from './decisions.ts'

/** Where no accounts are linked to Patients. */
export const nobody: OwnPatients = { of: async () => [], carriers: async () => [] }
/** Where no client is registered for itself. */
export const noClients: ClientRights = { of: async () => undefined }
