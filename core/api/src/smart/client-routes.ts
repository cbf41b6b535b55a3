import type { AuditTrail, ClientForm, Permission, Smart, SmartClient } from '@steckwerk/access'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Authentication } from '../authentication.ts'
import type { ClientInfo, ClientWithSecret } from '../contract/smart.ts'
import { readBody } from '../leitstand/read-body.ts'

const address = z.string().min(1).max(500)
const clientBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  vendor: z.string().trim().min(1).max(200).optional(),
  kind: z.enum(['public', 'secret', 'key']),
  backend: z.boolean().optional(),
  redirectUris: z.array(address).max(20).optional(),
  launchUri: address.optional(),
  scopes: z.array(z.string().min(1).max(1_000)).max(100),
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).max(10) }).optional(),
  jwksUri: address.optional(),
  introspects: z.boolean().optional(),
})
const disabledBody = z.strictObject({ disabled: z.boolean() })
const nothing = z.strictObject({})

interface OfCarrier {
  Params: { carrier: string }
}
interface OfClient {
  Params: { carrier: string; id: string }
}

function infoOf(client: SmartClient): ClientInfo {
  const { id, name, vendor, kind, backend, redirectUris, launchUri, scopes, jwksUri, introspects, disabled, createdBy } = client
  return {
    id, name, vendor, kind, backend, redirectUris, launchUri, scopes, jwksUri, introspects, disabled, createdBy,
    keys: (client.jwks?.keys ?? []).map((key) => String(key['kid'])),
    createdAt: client.createdAt.toISOString(),
    secretAt: client.secretAt?.toISOString() ?? null,
  }
}

/** Apps and backend services of a carrier: for the portal below /portal/api, for the command line below /admin. */
export function clientRoutes(options: {
  readonly smart: Smart
  readonly authentication: Authentication
  readonly audit: AuditTrail
  readonly permission?: Permission
}): (server: FastifyInstance) => Promise<void> {
  const { smart, authentication, audit, permission = 'client.manage' } = options
  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/clients', async (request) => {
      const ctx = await authentication.enter(request, request.params.carrier, permission)
      return { clients: (await smart.clients.list(ctx)).map(infoOf) }
    })

    server.post<OfCarrier>('/carriers/:carrier/clients', async (request, reply) => {
      const ctx = await authentication.enter(request, request.params.carrier, permission)
      const body = readBody(request, clientBody)
      const form: ClientForm = {
        name: body.name, vendor: body.vendor ?? null, kind: body.kind, backend: body.backend ?? false, redirectUris: body.redirectUris ?? [],
        launchUri: body.launchUri ?? null, scopes: body.scopes, jwks: body.jwks ?? null, jwksUri: body.jwksUri ?? null, introspects: body.introspects ?? false,
      }
      const { client, secret } = await smart.clients.create(ctx, form)
      await audit.record(ctx, { event: 'client-changed', detail: { client: client.id, change: 'created' } })
      return reply.code(201).send({ client: infoOf(client), secret: secret ?? null } satisfies ClientWithSecret)
    })

    server.post<OfClient>('/carriers/:carrier/clients/:id/secret', async (request): Promise<ClientWithSecret> => {
      const ctx = await authentication.enter(request, request.params.carrier, permission)
      readBody(request, nothing)
      const { client, secret } = await smart.clients.rotateSecret(ctx, request.params.id)
      await audit.record(ctx, { event: 'key-rotated', detail: { client: client.id } })
      return { client: infoOf(client), secret }
    })

    server.put<OfClient>('/carriers/:carrier/clients/:id/disabled', async (request): Promise<ClientInfo> => {
      const ctx = await authentication.enter(request, request.params.carrier, permission)
      const { disabled } = readBody(request, disabledBody)
      const client = await smart.clients.setDisabled(ctx, request.params.id, disabled)
      await audit.record(ctx, { event: 'client-changed', detail: { client: client.id, change: disabled ? 'disabled' : 'enabled' } })
      return infoOf(client)
    })
  }
}
