import { savingBundle } from '@steckwerk/community'
import { automation, type DemoHub } from '../people/demo-hub.ts'
import { sampleActors } from './sample-actors.ts'

export const demoNetwork = 'netz'
/** Actors a transaction saves: three records each. */
const atOnce = 30

/** Gives the region a network with a directory. One that is there is left alone, but a start that ended early goes on where it was. Returns whether there was
 *  anything to do. Faults: demo/refused. */
export async function seedNetwork(hub: DemoHub): Promise<boolean> {
  const operator = automation(hub)
  const last = `/fhir/${demoNetwork}/Organization/${sampleActors.at(-1)!.id}`
  const { carriers } = await operator.call<{ carriers: { carrier: string }[] }>('GET', '/admin/carriers')
  if (carriers.some(({ carrier }) => carrier === demoNetwork) && (await operator.find(last)) !== undefined) return false
  await operator.call('POST', '/admin/carriers', { carrier: demoNetwork, name: 'Gesundheitsnetz Röhrtal', kind: 'network' })
  for (const plug of ['steckwerk-community', 'steckwerk-maturity']) await operator.call('PUT', `/admin/carriers/${demoNetwork}/plugs/${plug}`, {})
  for (let at = 0; at < sampleActors.length; at += atOnce) await operator.call('POST', `/fhir/${demoNetwork}`, savingBundle(sampleActors.slice(at, at + atOnce)))
  return true
}
