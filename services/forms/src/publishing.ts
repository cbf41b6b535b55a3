import type { PlugCarrier, PlugHost } from '@steckwerk/plug'
import { publish } from './questionnaires.ts'

/** Looks for carriers that use the service since lately. */
const everyMs = 5_000

export interface Publishing {
  /** Resolves when our own questionnaires lie in the carrier's records. */
  ready(carrier: PlugCarrier): Promise<void>
  stop(): void
}

/** Puts our own questionnaires into the records of each carrier that uses the service, once in the life of this process, whether anybody asks for one or not: the
 *  staff's list has them soon after the order. */
export function startPublishing(host: Pick<PlugHost, 'log' | 'signal' | 'carriers' | 'carrier'>): Publishing {
  const done = new Map<string, Promise<void>>()

  const ready = async (carrier: PlugCarrier): Promise<void> => {
    let publishing = done.get(carrier.slug)
    if (publishing === undefined) {
      publishing = publish(carrier.fhir)
      done.set(carrier.slug, publishing)
      // Whoever comes next tries again.
      publishing.catch(() => done.delete(carrier.slug))
    }
    await publishing
  }

  let looking: Promise<void> | undefined
  const look = (): void => {
    looking ??= (async () => {
      for (const slug of await host.carriers()) if (!done.has(slug)) await ready(await host.carrier(slug))
    })()
      .catch((thrown: unknown) => {
        if (!host.signal.aborted) host.log.error('forms.not-published', thrown)
      })
      .finally(() => {
        looking = undefined
      })
  }
  const timer = setInterval(look, everyMs).unref()
  look()
  return { ready, stop: () => clearInterval(timer) }
}
