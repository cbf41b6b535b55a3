import { loadFhirpath } from '@steckwerk/form/fhirpath'
import { Fault } from '@steckwerk/kernel'
import type { OperationAnswer, OperationCall, Plug, PlugCarrier } from '@steckwerk/plug'
import { formsManifest } from './manifest.ts'
import { populate } from './populate.ts'
import { processResponse } from './process-response.ts'
import { startPublishing } from './publishing.ts'
import { openForm } from './stored-form.ts'
import { waiting } from './waiting.ts'

/** The forms service. It keeps nothing of its own: questionnaires, drafts, answers and confirmations lie in the carrier's records. */
export const formsPlug: Plug = {
  manifest: formsManifest,
  async start(host) {
    // The engine of expressions and what writes documents are large: loaded with the first form that is filled in, and printed.
    let engine: ReturnType<typeof loadFhirpath> | undefined
    const parts = async () => ({ evaluate: await (engine ??= loadFhirpath()), clock: host.clock })
    const publishing = startPublishing(host)
    const operations: Readonly<Record<string, (carrier: PlugCarrier, call: OperationCall) => Promise<OperationAnswer>>> = {
      waiting: async (carrier, call) => {
        await publishing.ready(carrier)
        return waiting(carrier, call)
      },
      populate: async (carrier, call) => populate(carrier, call, await parts()),
      'process-response': async (carrier, call) => processResponse(carrier, call, await parts()),
      form: openForm,
      pdf: async (carrier, call) => (await import('./pdf/form-pdf.ts')).formPdf(carrier, call),
    }
    return {
      health: async () => ({ state: 'ok' }),
      async operation(call) {
        const run = operations[call.name]
        if (run === undefined) throw new Fault('not-supported', 'forms/operation-unknown', 'The forms service has no such operation.')
        return run(await host.carrier(call.carrier), call)
      },
      stop: async () => publishing.stop(),
    }
  },
}
