import { errors, type Adapter, type AdapterPayload } from 'oidc-provider'
import { clientMetadata } from './client-metadata.ts'
import type { ClientRegistry } from './client-registry.ts'
import type { OidcRecords } from './oidc-records.ts'

/** Where the provider keeps its models. Sessions of its own it has none: who is signed in says the portal's session, each time anew. */
export function oidcAdapter(records: OidcRecords, clients: ClientRegistry): (name: string) => Adapter {
  return (name) => name === 'Client' ? clientsOnly(clients) : name === 'Session' ? nothing : recordsOf(name, records)
}

const nothing: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
}

/** A disabled client does not exist. */
function clientsOnly(clients: ClientRegistry): Adapter {
  return {
    ...nothing,
    find: async (id) => {
      const client = await clients.find(id)
      return client === undefined || client.disabled ? undefined : clientMetadata(client)
    },
  }
}

function recordsOf(name: string, records: OidcRecords): Adapter {
  return {
    ...nothing,
    upsert: async (id, payload, lives) => {
      if (name === 'ReplayDetection') {
        // Two hubs may look at the same assertion at the same moment.
        if (!(await records.add(name, id, payload, { lives: lives ?? 600 }))) throw new errors.InvalidClientAuth('client assertion tokens must only be used once')
        return
      }
      await records.put(name, id, payload, { lives: lives ?? 600, grant: name === 'Grant' ? id : payload.grantId })
    },
    find: (id) => records.get<AdapterPayload>(name, id),
    consume: async (id) => {
      if (await records.consume(name, id)) return
      // Somebody else used it a moment ago: one of both is a thief.
      const { grantId } = (await records.get<AdapterPayload>(name, id)) ?? {}
      if (grantId !== undefined) await records.removeGrant(grantId)
      throw new errors.InvalidGrant('already used')
    },
    destroy: async (id) => {
      if (name === 'Grant') await records.removeGrant(id)
      else await records.remove(name, id)
    },
    revokeByGrantId: (grant) => records.removeGrant(grant, name),
  }
}
