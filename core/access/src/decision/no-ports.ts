import type { ClientRights } from './decisions.ts'

/** Where no client is registered for itself. */
export const noClients: ClientRights = { of: async () => undefined }
