import type { BrokerInfo, BrokerPage, NewBroker, NewEvidence } from '@steckwerk/api/contract/marketplace'
import { automation, type Caller, type DemoHub } from '../people/demo-hub.ts'
import { until } from '../region/wait.ts'
import type { Vendor } from './start-vendor.ts'

const name = 'Slotwerk (Beispielanbieter)'

/** Registers the demo's vendor as an operator registers anybody's: the service by its address, its broker, and the attestation that was seen of it, which
 *  ends in a while so that there is something to ask for. What is there already stays. Faults: demo/refused, demo/not-ready. */
export async function seedVendor(hub: DemoHub, vendor: Vendor): Promise<void> {
  const operator = automation(hub)
  await until('Der Beispielanbieter', () => vendorAnswers(vendor), 60_000, hub.signal)
  // Also at each start: a vendor that was set up anew has another key.
  await operator.call('POST', '/admin/plugs', { url: vendor.url })
  const broker = await registered(operator, vendor)
  for (const { id, evidence } of broker.services) {
    if (evidence.some(({ kind }) => kind === 'c5')) continue
    await operator.call('POST', `/admin/platform/brokers/${broker.id}/services/${id}/evidence`, attestation(new Date()))
  }
}

async function registered(operator: Caller, { url, user, password }: Vendor): Promise<BrokerInfo> {
  const form: NewBroker = { name, url, user, password }
  const known = (await operator.call<BrokerPage>('GET', '/admin/platform/brokers')).brokers.find((one) => one.url === url)
  if (known === undefined) return operator.call<BrokerInfo>('POST', '/admin/platform/brokers', form)
  const fetched = await operator.call<BrokerInfo>('POST', `/admin/platform/brokers/${known.id}/refresh`, {})
  return fetched.trouble?.why === 'credentials' ? operator.call<BrokerInfo>('PUT', `/admin/platform/brokers/${known.id}`, form) : fetched
}

const attestation = (now: Date): NewEvidence => ({
  kind: 'c5', title: { de: 'C5-Testat Typ 2 (Demo, erfunden)', en: 'C5 attestation type 2 (demo, invented)' }, value: 'Typ 2', issued: dayFrom(now, -300), expires: dayFrom(now, 65),
})

const dayFrom = (now: Date, days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** true, or undefined where nobody answers. */
export async function vendorAnswers({ url }: Vendor): Promise<true | undefined> {
  const answer = await fetch(`${url}/health`).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.ok === true ? true : undefined
}
