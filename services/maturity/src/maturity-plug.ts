import { Fault } from '@steckwerk/kernel'
import type { ExitExport, Plug, PlugCarrier } from '@steckwerk/plug'
import { maturityManifest } from './manifest.ts'
import { assessmentRoutes } from './routes/assessments.ts'
import { fileRoutes } from './routes/files.ts'
import { modelRoutes } from './routes/models.ts'
import { officeRoutes } from './routes/offices.ts'
import { questionRoutes } from './routes/questions.ts'
import { shareRoutes } from './routes/shares.ts'
import { targetRoutes } from './routes/targets.ts'

const routes = { ...officeRoutes, ...assessmentRoutes, ...targetRoutes, ...fileRoutes, ...modelRoutes, ...questionRoutes, ...shareRoutes }
const kinds = ['office', 'assessment', 'target', 'edition', 'model', 'question', 'share'] as const

/** The maturity service. It keeps houses, their assessments and targets, and published figures, in the network's documents. */
export const maturityPlug: Plug = {
  manifest: maturityManifest,
  start: async (host) => ({
    health: async () => ({ state: 'ok' }),
    async route(call) {
      const run = routes[call.route]
      if (run === undefined) throw new Fault('not-found', 'maturity/route-unknown', 'The maturity service has no such address.')
      return await run(await host.carrier(call.carrier), call, host.clock)
    },
    exitExport: async ({ carrier }) => leftTo(await host.carrier(carrier)),
    stop: async () => undefined,
  }),
}

function leftTo(carrier: PlugCarrier): ExitExport {
  return { contentType: 'application/x-ndjson', fileName: `maturity-${carrier.slug}.ndjson`, content: linesOf(carrier) }
}

async function* linesOf({ documents }: PlugCarrier): AsyncIterable<Uint8Array> {
  for (const kind of kinds) {
    for (let page = await documents.list(kind); page.length > 0; page = await documents.list(kind, { after: page.at(-1)!.id })) {
      yield Buffer.from(page.map(({ id, parent, at, body }) => `${JSON.stringify({ kind, id, parent, at: new Date(at).toISOString(), body })}\n`).join(''))
    }
  }
}
