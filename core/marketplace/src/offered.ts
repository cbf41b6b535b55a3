import { randomUUID } from 'node:crypto'
import { Fault, sql, type Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { Broker, Brokers } from './brokers.ts'
import { platformCtx } from './hub-ctx.ts'
import { offerOf, planOfferOf, type Evidence, type Offer, type PlanOffer } from './offers.ts'
import { isUuid } from './order-rows.ts'

/** A piece of evidence, and where it comes from. */
export interface KnownEvidence extends Evidence {
  /** null = told by the service itself; otherwise entered by the operator. */
  readonly id: string | null
  readonly addedAt: Date | null
  /** Its document (PDF) is kept here. */
  readonly document: boolean
}

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

interface Added {
  readonly id: string
  readonly broker: string
  readonly service: string
  readonly evidence: Evidence
  readonly added_at: Date
  readonly document: boolean
}

/** Of one service. */
const mostEvidence = 100
const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
const evidenceUnknown = (): Fault => new Fault('not-found', 'marketplace/evidence-unknown', 'There is no such evidence.')

export function createMarket({ store, clock, brokers }: { readonly store: Store; readonly clock: Clock; readonly brokers: Brokers }): Market {
  const ctx = () => platformCtx(clock.now())

  const added = (): Promise<Added[]> => store.read(ctx(), (r) => r.query<Added>(sql`
    select id::text, broker::text, service, evidence, added_at, document is not null as document from st.service_evidence order by added_at, id`))

  async function list(): Promise<readonly Offered[]> {
    const [all, seen] = await Promise.all([brokers.list(), added()])
    return all.flatMap((broker) => (broker.catalogue?.services ?? []).map((service): Offered => {
      const offer = offerOf(service)
      const more = seen.filter((one) => one.broker === broker.id && one.service === service.id)
      return {
        broker, offer, plans: service.plans.map((plan) => planOfferOf(service, plan)),
        evidence: [
          ...offer.evidence.map((one) => ({ ...one, id: null, addedAt: null, document: false })),
          ...more.map(({ id, evidence, added_at: addedAt, document }) => ({ ...evidence, id, addedAt, document })),
        ],
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
    addEvidence: async (broker, service, evidence, by, document) => {
      const { catalogue } = await brokers.get(broker)
      if (catalogue?.services.some(({ id }) => id === service) !== true) throw new Fault('not-found', 'marketplace/service-unknown', 'This service is not offered (any more).')
      if (document !== undefined && !isPdf(document)) throw new Fault('invalid', 'marketplace/document-form', 'The document has to be a PDF.', { at: 'document' })
      const [id, { now }] = [randomUUID(), ctx()]
      const made = await store.write(ctx(), (w) => w.query(sql`
        insert into st.service_evidence (id, broker, service, evidence, document, added_at, added_by)
        select ${id}::uuid, ${broker}::uuid, ${service}::text, ${JSON.stringify(evidence)}::jsonb, ${document === undefined ? null : Buffer.from(document)}::bytea, ${now}::timestamptz, ${by}::text
        where (select count(*) from st.service_evidence where broker = ${broker}::uuid and service = ${service}) < ${mostEvidence} returning id`))
      if (made.length === 0) throw new Fault('conflict', 'marketplace/evidence-full', 'There is much evidence of this service already; remove what counts no longer.')
      return { ...evidence, id, addedAt: now, document: document !== undefined }
    },
    removeEvidence: async (broker, id) => {
      const gone = isUuid(id) && isUuid(broker)
        ? await store.write(ctx(), (w) => w.query(sql`delete from st.service_evidence where id = ${id}::uuid and broker = ${broker}::uuid returning id`)) : []
      if (gone.length === 0) throw evidenceUnknown()
    },
    document: async (broker, id) => {
      const [found] = isUuid(id) && isUuid(broker)
        ? await store.read(ctx(), (r) => r.query<{ document: Buffer | null }>(sql`select document from st.service_evidence where id = ${id}::uuid and broker = ${broker}::uuid`)) : []
      if (found === undefined || found.document === null) throw evidenceUnknown()
      return found.document
    },
  }
}
