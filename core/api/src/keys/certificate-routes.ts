import type { CertificateInfo } from '@steckwerk/access'
import type { FastifyInstance } from 'fastify'
import { ownWork } from '../authentication.ts'
import type { CertificatePage, ConnectorCertificate } from '../contract/keys.ts'
import { changing, type KeyRoutesOptions } from './key-routes.ts'

const certificateOnWire = ({ issuedAt, expiresAt, endsAt, ...one }: CertificateInfo): ConnectorCertificate =>
  ({ ...one, issuedAt: issuedAt.toISOString(), expiresAt: expiresAt.toISOString(), endsAt: endsAt?.toISOString() ?? null })

/** Certificates of a carrier's connectors. */
export function certificateRoutes(options: KeyRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, authentication } = options
  return async (server) => {
    server.get<{ Params: { carrier: string } }>('/carriers/:carrier/certificates', async (request): Promise<CertificatePage> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'key.manage'))
      return { certificates: (await access.certificates.list(ctx)).map(certificateOnWire) }
    })

    server.delete<{ Params: { carrier: string; connector: string } }>('/carriers/:carrier/certificates/:connector', async (request, reply) => {
      const ctx = await changing(request, request.params.carrier, options)
      await access.certificates.revoke(ctx, request.params.connector)
      return reply.code(204).send()
    })
  }
}
