import { randomUUID } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import { mostReaders, type EditionProgress, type EditionReturn, type PlugEditions } from '@steckwerk/plug'
import type { Carrier } from '@steckwerk/store'
import { composeEdition } from './compose-edition.ts'
import { checkEdition, checkPath, checkReaders, type EditionContent, type EditionFacts } from './edition-parts.ts'
import { carrierCtx } from './hub-ctx.ts'
import type { SendParts } from './send.ts'

/** A mail that could not be brought to its reader in this time is given up. */
const worthMs = 3 * 24 * 3_600_000
const mostReturned = 500

export const contentContext = (tenant: number, id: string): string => `edition ${tenant} ${id}`
export const factsContext = (tenant: number, id: string): string => `edition-mail ${tenant} ${id}`

/** Newsletters of a service at a carrier. */
export function editionsOf({ store, clock, seal, transport, origin }: SendParts, carrier: Carrier, plug: string): PlugEditions {
  const { tenant } = carrier
  const ctx = () => carrierCtx(carrier, clock.now())
  const keyOf = (key: string): Buffer => seal.mark('edition', String(tenant), plug, key)
  const contentOf = ({ key: _, ...edition }: Parameters<PlugEditions['send']>[0]): EditionContent => ({ ...edition, house: carrier.name, slug: carrier.slug })

  return {
    send: async (edition, readers) => {
      if (transport === undefined) throw new Fault('unavailable', 'notify/mail-off', 'This hub sends no mails.')
      checkEdition(edition)
      checkReaders(readers, mostReaders)
      if (readers.length === 0) return
      const now = new Date(clock.now())
      const rows = readers.map(({ ref, address, language, path, without }) => {
        const id = randomUUID()
        const facts: EditionFacts = { address, language, path, without }
        return { id, ref, recipient: seal.mark('address', String(tenant), address.toLowerCase()), facts: seal.seal(facts, factsContext(tenant, id)) }
      })
      await store.write(ctx(), async (w) => {
        const fresh = randomUUID()
        await w.query(sql`
          insert into st.edition (tenant, id, plug, key, content, expires_at, on_day)
          values (${tenant}, ${fresh}::uuid, ${plug}, ${keyOf(edition.key)}, ${seal.seal(contentOf(edition), contentContext(tenant, fresh))}, ${new Date(now.getTime() + worthMs)},
            ${now.toISOString().slice(0, 10)}::date)
          on conflict (tenant, key) do nothing`)
        const [{ id }] = (await w.query<{ id: string }>(sql`select id::text from st.edition where key = ${keyOf(edition.key)}`)) as [{ id: string }]
        await w.query(sql`
          insert into st.edition_mail (tenant, id, edition, recipient, reader, facts, state, due_at)
          select ${tenant}::int, one.id, ${id}::uuid, one.recipient, one.reader, one.facts, 'waiting', ${now}::timestamptz
          from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map(({ recipient }) => recipient)}::bytea[], ${rows.map(({ ref }) => ref)}::text[], ${rows.map(({ facts }) => facts)}::bytea[])
            as one (id, recipient, reader, facts)
          on conflict (tenant, edition, recipient) do nothing`)
      })
    },

    preview: async (edition, reader) => {
      checkEdition(edition)
      checkPath(reader.path)
      return composeEdition(contentOf(edition), reader, origin())
    },

    hold: async (key, held) => {
      await store.write(ctx(), (w) => w.query(sql`update st.edition set held = ${held}, expires_at = ${new Date(clock.now() + worthMs)} where key = ${keyOf(key)}`))
    },

    progress: (key) => store.read(ctx(), async (r) => {
      const [edition] = await r.query<{ id: string; held: boolean }>(sql`select id::text, held from st.edition where key = ${keyOf(key)}`)
      if (edition === undefined) return undefined
      const counts = await r.query<{ state: Exclude<keyof EditionProgress, 'held'>; n: number }>(sql`select state, count(*)::int n from st.edition_mail where edition = ${edition.id}::uuid group by state`)
      return { waiting: 0, sent: 0, refused: 0, ended: 0, ...Object.fromEntries(counts.map(({ state, n }) => [state, n])), held: edition.held }
    }),

    withdraw: async (reader) => {
      await store.write(ctx(), (w) => w.query(sql`
        update st.edition_mail set state = 'ended', facts = null where reader = ${reader} and state = 'waiting'
          and edition in (select id from st.edition where plug = ${plug})`))
    },

    returned: () => store.read(ctx(), (r) => r.query<EditionReturn & Record<string, unknown>>(sql`
      select id::text, reader, answer as what from st.edition_mail
      where answer is not null and not heard and edition in (select id from st.edition where plug = ${plug}) order by answered_at, id limit ${mostReturned}`)),

    acknowledge: async (ids) => {
      const sound = ids.filter((id) => /^[0-9a-f-]{36}$/.test(id))
      await store.write(ctx(), (w) => w.query(sql`
        update st.edition_mail set heard = true where id = any(${sound}::uuid[]) and edition in (select id from st.edition where plug = ${plug})`))
    },
  }
}
