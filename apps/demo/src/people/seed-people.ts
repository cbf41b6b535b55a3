import { demoCarriers } from '../region/carriers.ts'
import { bringFamily } from './birth.ts'
import { breakGlass, registerTwice } from './cases.ts'
import { giveConsents } from './consents.ts'
import { automation, search, withPeople, type DemoHub } from './demo-hub.ts'
import { registerApp } from './demo-app.ts'
import { giveProxy, linkPersons, takeOnChild } from './links.ts'
import { partners, records, type Placed } from './records.ts'

/** Where alpha's channel listens (with the others after it), and the demo's app. */
export interface PeoplePorts {
  readonly mllpBase: number
  readonly app: number
}

/** Stands where everything below is done, in the database itself: a new database begins anew, whatever the data folder says. */
const done = '/fhir/alpha/Basic/demo-people'

/** Brings the demo's people in by the same ways as anybody's: FHIR and HL7 v2 by the hospitals, codes, links and consents by the people themselves. Each
 *  step leaves alone what is there, so that a start after kill -9 goes on. Returns whether there was anything to do.
 *  Faults: demo/refused, demo/not-ready, demo/nobody-listens. */
export async function seedPeople(hub: DemoHub, ports: PeoplePorts, now: Date): Promise<boolean> {
  const hospitals = automation(hub)
  if ((await hospitals.find(done)) !== undefined) return false
  const put = async ([carrier, resource]: Placed): Promise<void> => void (await hospitals.call('PUT', `/fhir/${carrier}/${resource.resourceType}/${resource.id}`, resource))
  for (const partner of partners) await put(partner)
  const houses = new Map(await Promise.all(demoCarriers.map(async ({ slug, caseSystem, site }) =>
    [slug as string, (await search(hospitals, `/fhir/${slug}/Organization?identifier=${encodeURIComponent(`${caseSystem}#site|${site}`)}`))[0]!.id] as const)))
  const patientSystem = (carrier: string): string => demoCarriers.find(({ slug }) => slug === carrier)!.patientSystem
  for (const placed of records({ now, patientSystem, house: (carrier) => houses.get(carrier)! })) await put(placed)
  const family = await bringFamily(hub, ports.mllpBase, now)
  {
    await using people = withPeople(hub)
    await linkPersons(people, family)
    await takeOnChild(people, family)
    await giveProxy(people, now)
    await giveConsents(people)
    await breakGlass(people)
  }
  await registerApp(hub, ports.app)
  await registerTwice(hub, patientSystem('gamma'), now)
  await hospitals.call('PUT', done, { resourceType: 'Basic', id: 'demo-people', code: { text: 'The people of the demo are here.' } })
  return true
}

/** Ends what the demo's accounts have and did, and brings it all in anew. What others have stays. */
export async function resetPeople(hub: DemoHub, ports: PeoplePorts, now: Date): Promise<void> {
  const hospitals = automation(hub)
  if ((await hospitals.find(done)) !== undefined) await hospitals.call('DELETE', done)
  await hospitals.call('POST', '/admin/demo/reset', {})
  await seedPeople(hub, ports, now)
}
