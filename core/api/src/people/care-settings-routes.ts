import type { Access } from '@steckwerk/access'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ownWork, type Authentication } from '../authentication.ts'
import type { CareSettings } from '../contract/people.ts'
import { readBody } from '../leitstand/read-body.ts'

const settingsBody = z.strictObject({ endedCaseDays: z.int().min(0).max(3_650), emergencyMinutes: z.int().min(15).max(1_440) })

interface OfCarrier { Params: { carrier: string } }

/** What a carrier sets about treatment contexts and emergency accesses. */
export function careSettingsRoutes({ access, authentication }: { readonly access: Access; readonly authentication: Authentication }):
(server: FastifyInstance) => Promise<void> {
  const { settings } = access.decisions
  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/care-settings', async (request): Promise<CareSettings> => {
      const { carrier } = await authentication.entered(request, request.params.carrier, 'carrier.settings')
      return settings.of(carrier)
    })

    server.put<OfCarrier>('/carriers/:carrier/care-settings', async (request): Promise<CareSettings> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings'))
      const given = readBody(request, settingsBody)
      await settings.put(ctx, given)
      await access.audit.record(ctx, { event: 'setting-changed', detail: { settings: Object.entries(given).map(([name, value]) => `${name}=${value}`).join(' ') } })
      return given
    })
  }
}
