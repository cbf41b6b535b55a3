/** A service that behaves as it is told, run by the workload `plugs` as a process of its own: `HUB_URL` says where the hub is. */
import { generateKeyPairSync } from 'node:crypto'
import { createLog } from '@steckwerk/kernel'
import { plugManifest, servePlug, type FhirClient, type PlugHost } from '@steckwerk/plug'

export type Behaviour = 'good' | 'asks for more' | 'floods' | 'nonsense' | 'hangs'

export interface RogueTold {
  /** What it got that it was not granted; there must be none. */
  readonly got: number
  readonly asked: number
}

const manifest = plugManifest.parse({
  id: 'rogue', service: '2c1b2a3e-0f63-4b6f-8b0e-7f2d8b8d7c01', version: '1.0.0', name: { de: 'Unart' }, summary: { de: 'Tut, was es nicht soll.' }, vendor: { name: 'Messung' },
  capability: 'rogue', scopes: ['system/*.cruds'], purposes: ['HOPERAT'], operations: [{ type: 'Appointment', name: 'rogue', level: 'type', affectsState: false }],
  plans: [{ id: '2c1b2a3e-0f63-4b6f-8b0e-7f2d8b8d7c02', name: 'basic', title: { de: 'Basis' }, description: { de: 'Alles.' }, price: {} }],
})

let behaviour: Behaviour = 'good'
let asked = 0
let got = 0
const lanes = 32

async function counted(work: () => Promise<unknown>): Promise<void> {
  asked++
  await work().then((found) => {
    if (found !== undefined) got++
  }, () => undefined)
}

/** Each lane asks again as soon as it is answered. */
async function lane(host: PlugHost, fhir: FhirClient): Promise<void> {
  while (!host.signal.aborted) {
    if (behaviour === 'floods') await fhir.read('Appointment', 'none').catch(() => undefined)
    else if (behaviour === 'asks for more') {
      await counted(() => fhir.read('Patient', 'p-0'))
      await counted(() => fhir.create({ resourceType: 'Observation', status: 'final', code: { text: 'x' } }))
      await counted(async () => (await host.carrier('beta')).fhir.read('Patient', 'p-0'))
    }
    // Lets a change of mind in.
    await new Promise((resolve) => setTimeout(resolve, behaviour === 'floods' || behaviour === 'asks for more' ? 0 : 50))
  }
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
let host: PlugHost | undefined
const served = await servePlug({
  manifest,
  start: async (given) => {
    host = given
    return {
      health: async () => ({ state: 'ok' }),
      operation: async () => {
        if (behaviour === 'hangs') return new Promise<never>(() => undefined)
        if (behaviour === 'nonsense') return { status: 200, resource: { resourceType: 'Nonsense', text: 'x'.repeat(1024 * 1024) } }
        return { status: 200, resource: { resourceType: 'Parameters', parameter: [{ name: 'said', valueString: 'good' }] } }
      },
      stop: async () => undefined,
    }
  },
}, { hubUrl: process.env['HUB_URL']!, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: 'rogue' }, port: Number(process.env['PORT'] ?? 0), log: createLog('rogue', 'fatal') })

process.on('message', (told: Behaviour | 'granted') => {
  if (told !== 'granted') behaviour = told
  else void host!.carrier('alpha').then(({ fhir }) => Promise.all(Array.from({ length: lanes }, () => lane(host!, fhir))))
  process.send!({ got, asked } satisfies RogueTold)
})
process.send!(served.url)
