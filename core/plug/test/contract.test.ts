import { Fault } from '@steckwerk/kernel'
import { plugManifest, type Plug } from '@steckwerk/plug'
import { plugContract } from '@steckwerk/plug/testing'

const manifest = plugManifest.parse({
  id: 'smallest', service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e09', version: '1.0.0', name: { de: 'Kleinster Dienst' }, summary: { de: 'Für Tests.' }, vendor: { name: 'Test' },
  capability: 'echo', scopes: ['system/Basic.r'], purposes: ['HOPERAT'], operations: [{ name: 'echo', level: 'system' }],
  plans: [{ id: '1f0c1c3a-4a7e-4b52-9df9-7a3f1f2b9c19', name: 'basic', title: { de: 'Basis' }, description: { de: 'Alles.' }, price: {} }],
})

const smallest = (): Plug => ({
  manifest,
  start: async (host) => ({
    health: async () => ({ state: 'ok' }),
    operation: async ({ carrier, input }) => {
      await host.carrier(carrier)
      if (input === undefined) throw new Fault('unprocessable', 'echo/nothing', 'There is nothing to say.')
      return { status: 200, resource: { resourceType: 'Parameters' } }
    },
    stop: async () => undefined,
  }),
})

plugContract(smallest)
