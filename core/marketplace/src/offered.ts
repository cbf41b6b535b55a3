import { Fault } from '@steckwerk/kernel'
import type { Broker, Brokers } from './brokers.ts'
import { toldBy, type EvidenceRows, type KnownEvidence } from './evidence-rows.ts'
import { offerOf, planOfferOf, type Evidence, type Offer, type PlanOffer } from './offers.ts'

/** A service of the market with everything known of it. */
export interface Offered {
  readonly broker: Broker
  readonly offer: Offer
  readonly plans: readonly PlanOffer[]
  /** Told by the service itself first, then what the operator has entered. */
  readonly evidence: readonly KnownEvidence[]
}

export interface Market {
  list(): Promise<readonly Offered[]>
  /** Faults: marketplace/service-unknown, marketplace/plan-unknown. */
  find(broker: string, service: string, plan: string): Promise<Offered & { readonly plan: PlanOffer }>
  /** document: a PDF. Faults: marketplace/broker-unknown, marketplace/service-unknown, marketplace/document-form, marketplace/evidence-full. */
  addEvidence(broker: string, service: string, evidence: Evidence, by: string, document?: Uint8Array): Promise<KnownEvidence>
  /** Faults: marketplace/evidence-unknown. */
  removeEvidence(broker: string, id: string): Promise<void>
  /** The document of evidence. Faults: marketplace/evidence-unknown. */
  document(broker: string, id: string): Promise<Buffer>
}

const serviceUnknown = (): Fault => new Fault('not-found', 'marketplace/service-unknown', 'This service is not offered (any more).')

export function createMarket({ brokers, rows }: { readonly brokers: Brokers; readonly rows: EvidenceRows }): Market {
  async function list(): Promise<readonly Offered[]> {
    const [all, seen] = await Promise.all([brokers.list(), rows.all()])
    return all.flatMap((broker) => (broker.catalogue?.services ?? []).map((service): Offered => {
      const offer = offerOf(service)
      return {
        broker, offer, plans: service.plans.map((plan) => planOfferOf(service, plan)),
        evidence: [...toldBy(offer.evidence), ...seen.of({ broker: broker.id, service: service.id })],
      }
    }))
  }

  return {
    list,
    find: async (broker, service, planId) => {
      const found = (await list()).find((one) => one.broker.id === broker && one.offer.id === service)
      if (found === undefined) throw serviceUnknown()
      const plan = found.plans.find(({ id }) => id === planId)
      if (plan === undefined) throw new Fault('not-found', 'marketplace/plan-unknown', 'This plan is not offered (any more).')
      return { ...found, plan }
    },
    addEvidence: async (broker, service, evidence, by, document) => {
      const { catalogue } = await brokers.get(broker)
      if (catalogue?.services.some(({ id }) => id === service) !== true) throw serviceUnknown()
      return rows.add({ broker, service }, evidence, by, document)
    },
    removeEvidence: (broker, id) => rows.remove({ broker }, id),
    document: (broker, id) => rows.document({ broker }, id),
  }
}
