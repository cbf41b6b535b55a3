import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ownWork } from '../authentication.ts'
import type { AccessSettings } from '../contract/person.ts'
import { readBody } from '../leitstand/read-body.ts'
import type { PersonRoutesOptions } from './person-call.ts'

const settingsBody = z.strictObject({
  codeDays: z.number(), proxyMaxDays: z.number(), ownAccountAge: z.number(), parentsEndAge: z.number(), activationEndsParents: z.boolean(), newbornAutomatic: z.boolean(),
}).partial()

interface OfCarrier {
  Params: { carrier: string }
}

/** What a carrier sets for the portal access of its Patients. */
export function accessSettingsRoutes({ access, authentication }: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { settings } = access.persons
  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/access-settings', async (request): Promise<AccessSettings> =>
      settings.of(ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings'))))

    server.put<OfCarrier>('/carriers/:carrier/access-settings', async (request): Promise<AccessSettings> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings'))
      const given = readBody(request, settingsBody)
      const changed = await settings.change(ctx, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
      await access.audit.record(ctx, { event: 'setting-changed', detail: { settings: Object.keys(given).join(' ') } })
      access.persons.links.changed()
      return changed
    })
  }
}
