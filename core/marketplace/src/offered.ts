import { randomUUID } from 'node:crypto'
import { Fault, sql, type Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { Broker, Brokers } from './brokers.ts'
import { missingEvidence } from './evidence.ts'
import { platformCtx } from './hub-ctx.ts'
import { offerOf, planOfferOf, type Evidence, type EvidenceKind, type Offer, type PlanOffer } from './offers.ts'
import { isUuid } from './order-rows.ts'

export interface AddedEvidence {
  readonly id: string
  readonly broker: string
  readonly service: string
  readonly evidence: Evidence
}

/** A service of the market with everything known of it. */
export interface Offered {
  readonly broker: Broker
  readonly offer: Offer
  readonly plans: readonly PlanOffer[]
  /** Told by the service itself first, then what the operator has added (with its id). */
  readonly evidence: readonly (Evidence & { readonly id: string | null })[]
}

export interface Market {
  list(): Promise<readonly Offered[]>
  /** Faults: marketplace/service-unknown, marketplace/plan-unknown. */
  find(broker: string, service: string, plan: string): Promise<Offered & { readonly plan: PlanOffer }>
  /** Faults: marketplace/broker-unknown, marketplace/service-unknown. */
  addEvidence(broker: string, service: string, evidence: Evidence, by: string): Promise<AddedEvidence>
  /** Faults: marketplace/evidence-unknown. */
  removeEvidence(broker: string, id: string): Promise<void>
}

export function createMarket({ store, clock, brokers }: { readonly store: Store; readonly clock: Clock; readonly brokers: Brokers }): Market {
  const ctx = () => platformCtx(clock.now())

  const added = (): Promise<AddedEvidence[]> => store.read(ctx(), (r) => r.query<AddedEvidence>(sql`select id::text, broker::text, service, evidence from st.service_evidence order by added_at, id`))

  async function list(): Promise<readonly Offered[]> {
    const [all, seen] = await Promise.all([brokers.list(), added()])
    return all.flatMap((broker) => (broker.catalogue?.services ?? []).map((service): Offered => {
      const offer = offerOf(service)
      const more = seen.filter((one) => one.broker === broker.id && one.service === service.id)
      return {
        broker, offer, plans: service.plans.map((plan) => planOfferOf(service, plan)),
        evidence: [...offer.evidence.map((one) => ({ ...one, id: null })), ...more.map(({ id, evidence }) => ({ ...evidence, id }))],
      }
    }))
  }

  return {
    list,
    find: async (broker, service, planId) => {
      const found = (await list()).find((one) => one.broker.id === broker && one.offer.id === service)
      if (found === undefined) throw new Fault('not-found', 'marketplace/service-unknown', 'This service is not offered (any more).')
      const plan = found.plans.find(({ id }) => id === planId)
      if (plan === undefined) throw new Fault('not-found', 'marketplace/plan-unknown', 'This plan is not offered (any more).')
      return { ...found, plan }
    },
    addEvidence: async (broker, service, evidence, by) => {
      const { catalogue } = await brokers.get(broker)
      if (catalogue?.services.some(({ id }) => id === service) !== true) throw new Fault('not-found', 'marketplace/service-unknown', 'This service is not offered (any more).')
      const id = randomUUID()
      await store.write(ctx(), (w) => w.query(sql`
        insert into st.service_evidence (id, broker, service, evidence, added_at, added_by)
        values (${id}::uuid, ${broker}::uuid, ${service}, ${JSON.stringify(evidence)}::jsonb, ${ctx().now}, ${by})`))
      return { id, broker, service, evidence }
    },
    removeEvidence: async (broker, id) => {
      const gone = isUuid(id) && isUuid(broker)
        ? await store.write(ctx(), (w) => w.query(sql`delete from st.service_evidence where id = ${id}::uuid and broker = ${broker}::uuid returning id`)) : []
      if (gone.length === 0) throw new Fault('not-found', 'marketplace/evidence-unknown', 'There is no such evidence.')
    },
  }
}

const kindWords: Readonly<Record<EvidenceKind, string>> = {
  'c5': 'C5 attestation', 'avv': 'processing agreement (AVV)', 'medical-device': 'medical device class', 'data-location': 'data location', 'exit-format': 'exit format',
  'penetration-test': 'penetration test', 'accessibility': 'accessibility', 'other': 'other evidence',
}

/** Refuses what the carrier's policy does not allow. Faults: marketplace/evidence-missing, naming each kind and whether it is absent or expired. */
export function requireEvidence(required: readonly EvidenceKind[], evidence: readonly Evidence[], now: Date): void {
  const missing = missingEvidence(required, evidence, now)
  if (missing.length === 0) return
  const words = missing.map(({ kind, why }) => `${kindWords[kind]} (${why})`).join(', ')
  throw new Fault('unprocessable', 'marketplace/evidence-missing', `This carrier orders only services with valid evidence. Missing here: ${words}.`, {
    issues: missing.map(({ kind, why }) => ({ severity: 'error' as const, type: 'business-rule', text: `${kindWords[kind]}: ${why}`, at: kind })),
  })
}
