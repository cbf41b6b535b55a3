import { Fault } from '@steckwerk/kernel'
import { hubSend } from '@steckwerk/api'
import { plugManifest, type GuardCall, type OperationCall, type Plug, type PlugHost, type PlugManifest, type RunningPlug } from '@steckwerk/plug'
import { openPlugboard, type FloodLimits, type GuardLimits, type Plugboard, type PlugActor } from '@steckwerk/plugboard'
import { systemClock } from '@steckwerk/kernel'
import { setting, type Setting } from './setting.ts'

export const by: PlugActor = { actor: 'Device/operator-token', trace: 'test', purpose: 'HSYSADMIN' }

export function manifestOf(id: string, over: Partial<PlugManifest> = {}): PlugManifest {
  return plugManifest.parse({
    id, service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e01', version: '1.0.0', name: { de: `Dienst ${id}` }, summary: { de: 'Für Tests.' }, vendor: { name: 'Test' },
    capability: 'echo', scopes: ['system/Appointment.rs', 'system/Basic.crud'], purposes: ['HOPERAT'],
    operations: [
      { type: 'Appointment', name: 'echo', level: 'type' }, { type: 'Appointment', name: 'peek', level: 'type', affectsState: false },
      { type: 'Appointment', name: 'touch', level: 'instance' }, { name: 'whole', level: 'system', affectsState: false },
    ],
    plans: [{ id: '1f0c1c3a-4a7e-4b52-9df9-7a3f1f2b9c11', name: 'basic', title: { de: 'Basis' }, description: { de: 'Alles.' }, price: {} }],
    metrics: [{ name: 'echoes', title: { de: 'Echos' } }],
    ...over,
  })
}

/** A service that answers with what it was asked; what else it does is said by the test. */
export interface TestPlug extends Plug {
  host?: PlugHost
  answer?: ((call: OperationCall) => Promise<Awaited<ReturnType<NonNullable<RunningPlug['operation']>>>>) | undefined
  /** What it says to changes of what it guards; agrees without. */
  consent?: ((call: GuardCall) => Promise<void>) | undefined
}

export function testPlug(id: string, over: Partial<PlugManifest> = {}): TestPlug {
  const plug: TestPlug = {
    manifest: manifestOf(id, over),
    start: async (host) => {
      plug.host = host
      return {
        health: async () => ({ state: 'ok' }),
        operation: async (call) => {
          if (plug.answer !== undefined) return plug.answer(call)
          const carrier = await host.carrier(call.carrier)
          await carrier.count('echoes', 1)
          if (call.name === 'peek' && call.input === undefined) throw new Fault('unprocessable', 'echo/nothing', 'There is nothing to look at.')
          return { status: 200, resource: { resourceType: 'Parameters', parameter: [{ name: 'said', valueString: `${id} ${call.name} ${call.caller.patients?.join() ?? 'all'}` }] } }
        },
        guard: async (call) => plug.consent?.(call),
        stop: async () => undefined,
      }
    },
  }
  return plug
}

export interface PlugSetting extends Omit<Setting, 'plugboard'> {
  readonly plugboard: Plugboard
}

/** A hub with services in it. */
export async function plugSetting(plugs: readonly Plug[], limits: { readonly limits?: GuardLimits; readonly flood?: FloodLimits } = {}): Promise<PlugSetting> {
  await using opened = new AsyncDisposableStack()
  let url = ''
  const hub = opened.use(await setting({}, async ({ access, log, store }) => ({
    plugboard: await openPlugboard({ store, access, clock: systemClock, log, publicUrl: () => url, plugs, news: async () => undefined, ...limits }),
  })))
  url = hub.url
  const plugboard = opened.use(hub.plugboard!)
  await plugboard.start(hubSend(hub.server, url))
  const held = opened.move()
  return { ...hub, plugboard, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
