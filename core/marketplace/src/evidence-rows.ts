import { randomUUID } from 'node:crypto'
import { Fault, sql, type Clock, type Sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { platformCtx } from './hub-ctx.ts'
import type { Evidence } from './offers.ts'
import { isUuid } from './order-rows.ts'

/** Whose evidence it is: a service of a broker, or one that plugs in at its own address. */
export type EvidenceOf = { readonly broker: string; readonly service: string } | { readonly plug: string }

/** Where a piece of evidence is looked for. */
export type EvidenceAt = { readonly broker: string } | { readonly plug: string }

/** A piece of evidence, and where it comes from. */
export interface KnownEvidence extends Evidence {
  /** null = told by the service itself, or kept elsewhere. */
  readonly id: string | null
  /** When the operator entered it; null = told by the service itself. */
  readonly addedAt: Date | null
  /** Its document (PDF) is kept here. */
  readonly document: boolean
}

/** What the operator has seen. */
export interface SeenEvidence extends KnownEvidence {
  readonly id: string
}

interface Row {
  readonly id: string
  readonly broker: string | null
  readonly service: string | null
  readonly plug: string | null
  readonly evidence: Evidence
  readonly added_at: Date
  readonly document: boolean
}

/** Of one service. */
const mostEvidence = 100
const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
const evidenceUnknown = (): Fault => new Fault('not-found', 'marketplace/evidence-unknown', 'There is no such evidence.')

/** Evidence as the service tells it. */
export const toldBy = (evidence: readonly Evidence[]): readonly KnownEvidence[] => evidence.map((one) => ({ ...one, id: null, addedAt: null, document: false }))

/** Evidence as the operator has seen it, of all services at once. */
export interface Seen {
  of(owner: EvidenceOf): readonly SeenEvidence[]
}

export interface EvidenceRows {
  all(): Promise<Seen>
  /** document: a PDF. The service is there: the caller has looked. Faults: marketplace/document-form, marketplace/evidence-full. */
  add(owner: EvidenceOf, evidence: Evidence, by: string, document?: Uint8Array): Promise<SeenEvidence>
  /** Faults: marketplace/evidence-unknown. */
  remove(at: EvidenceAt, id: string): Promise<void>
  /** Faults: marketplace/evidence-unknown. */
  document(at: EvidenceAt, id: string): Promise<Buffer>
}

const whose = (owner: EvidenceOf): Sql => 'plug' in owner ? sql`plug = ${owner.plug}` : sql`broker = ${owner.broker}::uuid and service = ${owner.service}`
const where = (at: EvidenceAt): Sql => 'plug' in at ? sql`plug = ${at.plug}` : sql`broker = ${at.broker}::uuid`
const mayBe = (at: EvidenceAt, id: string): boolean => isUuid(id) && ('plug' in at || isUuid(at.broker))

export function createEvidenceRows({ store, clock }: { readonly store: Store; readonly clock: Clock }): EvidenceRows {
  const ctx = () => platformCtx(clock.now())

  return {
    all: async () => {
      const rows = await store.read(ctx(), (r) => r.query<Row>(sql`
        select id::text, broker::text, service, plug, evidence, added_at, document is not null as document from st.service_evidence order by added_at, id`))
      return {
        of: (owner) => rows
          .filter((one) => 'plug' in owner ? one.plug === owner.plug : one.broker === owner.broker && one.service === owner.service)
          .map(({ id, evidence, added_at: addedAt, document }) => ({ ...evidence, id, addedAt, document })),
      }
    },
    add: async (owner, evidence, by, document) => {
      if (document !== undefined && !isPdf(document)) throw new Fault('invalid', 'marketplace/document-form', 'The document has to be a PDF.', { at: 'document' })
      const [id, { now }] = [randomUUID(), ctx()]
      const { broker, service, plug } = { broker: null, service: null, plug: null, ...owner }
      const made = await store.write(ctx(), (w) => w.query(sql`
        insert into st.service_evidence (id, broker, service, plug, evidence, document, added_at, added_by)
        select ${id}::uuid, ${broker}::uuid, ${service}::text, ${plug}::text, ${JSON.stringify(evidence)}::jsonb, ${document === undefined ? null : Buffer.from(document)}::bytea,
          ${now}::timestamptz, ${by}::text
        where (select count(*) from st.service_evidence where ${whose(owner)}) < ${mostEvidence} returning id`))
      if (made.length === 0) throw new Fault('conflict', 'marketplace/evidence-full', 'There is much evidence of this service already; remove what counts no longer.')
      return { ...evidence, id, addedAt: now, document: document !== undefined }
    },
    remove: async (at, id) => {
      const gone = mayBe(at, id) ? await store.write(ctx(), (w) => w.query(sql`delete from st.service_evidence where id = ${id}::uuid and ${where(at)} returning id`)) : []
      if (gone.length === 0) throw evidenceUnknown()
    },
    document: async (at, id) => {
      const [found] = mayBe(at, id)
        ? await store.read(ctx(), (r) => r.query<{ document: Buffer | null }>(sql`select document from st.service_evidence where id = ${id}::uuid and ${where(at)}`)) : []
      if (found === undefined || found.document === null) throw evidenceUnknown()
      return found.document
    },
  }
}
