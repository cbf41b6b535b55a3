import { toFault } from '@steckwerk/kernel'
import type { PlugHealth } from '@steckwerk/plug'
import type { Job } from '@steckwerk/store'
import type { Guard } from './guard.ts'
import type { Parts } from './parts.ts'
import type { Registered, Registry } from './registry.ts'

const everyMs = 30_000
const longestMs = 5_000

/** Looks at every service; one that hangs keeps no other from being looked at. */
export function createHealth(parts: Parts, ports: {
  readonly registry: Registry
  readonly ask: (plug: Registered, signal: AbortSignal) => Promise<PlugHealth>
  readonly guardOf: (plug: string) => Guard
}): { look(): Promise<void>; readonly job: Job } {
  const { registry, ask, guardOf } = ports

  async function stateOf(plug: Registered): Promise<PlugHealth> {
    const end = new AbortController()
    const late = Promise.withResolvers<PlugHealth>()
    const timer = setTimeout(() => {
      late.resolve({ state: 'down', reason: 'no answer within 5 seconds' })
      end.abort()
    }, longestMs)
    const asked = ask(plug, end.signal).catch((thrown: unknown): PlugHealth => ({ state: 'down', reason: toFault(thrown).code }))
    try {
      const found = await Promise.race([asked, late.promise])
      return found.state === 'ok' && guardOf(plug.id).state !== 'closed' ? { state: 'degraded', reason: 'operations fail' } : found
    } finally {
      clearTimeout(timer)
    }
  }

  async function look(): Promise<void> {
    await Promise.all([...(await registry.all()).values()].map(async (plug) => {
      const { state, reason } = await stateOf(plug)
      if (plug.health?.state !== state) parts.log.info('plug.health', { state, code: plug.id })
      await registry.note(plug.id, { state, reason: reason?.slice(0, 400) })
    }))
  }

  return {
    look,
    job: {
      name: 'plug-health',
      everyMs,
      run: async () => {
        await look()
        return false
      },
    },
  }
}
