import type { Access } from '@steckwerk/access'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import { checkDocumentChanges, type PlugDocument, type PlugDocuments } from '@steckwerk/plug'
import type { Store } from '@steckwerk/store'
import type { DocumentNews } from './document-news.ts'

interface Row {
  readonly kind: string
  readonly id: string
  readonly parent: string | null
  readonly version: number
  readonly at: Date
  readonly body: Buffer
}

const mostListed = 1000
const columns = sql`kind, id, parent, version, at, body`

const changed = (): Fault => new Fault('conflict', 'plug/document-changed', 'Somebody else has changed this in the meantime.')

/** A service's documents at one carrier. `ctx` makes one for now; `allowed` refuses where the carrier uses the service no longer. */
export function plugDocuments(options: {
  readonly store: Store
  readonly keys: Access['keys']
  readonly plug: string
  readonly news: DocumentNews
  readonly ctx: () => Ctx
  readonly allowed: () => Promise<void>
}): PlugDocuments {
  const { store, keys, plug, news, allowed } = options
  const contextOf = (kind: string, id: string): string => `plug-document ${plug}/${kind}/${id}`

  async function opened<Body>(ctx: Ctx, { kind, id, parent, version, at, body }: Row): Promise<PlugDocument<Body>> {
    const plain = await keys.open(ctx, body, contextOf(kind, id))
    return { kind, id, parent: parent ?? undefined, version, at: at.getTime(), body: JSON.parse(plain.toString()) as Body }
  }

  return {
    get: async <Body>(kind: string, id: string) => {
      await allowed()
      const ctx = options.ctx()
      const [row] = await store.read(ctx, (r) => r.query<Row>(sql`select ${columns} from st.plug_document where plug = ${plug} and kind = ${kind} and id = ${id}`))
      return row === undefined ? undefined : opened<Body>(ctx, row)
    },
    list: async <Body>(kind: string, { parent, after = '', count = 100 }: Parameters<PlugDocuments['list']>[1] = {}) => {
      await allowed()
      const ctx = options.ctx()
      const rows = await store.read(ctx, (r) => r.query<Row>(sql`
        select ${columns} from st.plug_document where plug = ${plug} and kind = ${kind} and ${parent === undefined ? sql`true` : sql`parent = ${parent}`} and id > ${after}
        order by id limit ${Math.min(count, mostListed)}`))
      return Promise.all(rows.map((row) => opened<Body>(ctx, row)))
    },
    count: async (kind, parent) => {
      await allowed()
      const [row] = await store.read(options.ctx(), (r) => r.query<{ count: number }>(sql`
        select count(*)::int count from st.plug_document where plug = ${plug} and kind = ${kind} and ${parent === undefined ? sql`true` : sql`parent = ${parent}`}`))
      return row!.count
    },
    write: async (changes) => {
      const texts = checkDocumentChanges(changes)
      await allowed()
      if (changes.length === 0) return []
      const ctx = options.ctx()
      const sealer = await keys.sealer(ctx)
      const sealed = changes.map(({ kind, id }, at) => (texts[at] === undefined ? undefined : sealer.seal(Buffer.from(texts[at]), contextOf(kind, id))))
      const [kinds, ids] = [changes.map(({ kind }) => kind), changes.map(({ id }) => id)]
      return store.write(ctx, async (w) => {
        // Also those that are not there yet: two who make the same wait for each other.
        const locked = w.lock(changes.map(({ kind, id }) => contextOf(kind, id)))
        const reading = w.query<Pick<Row, 'kind' | 'id' | 'version'>>(sql`
          select kind, id, version from st.plug_document where plug = ${plug} and (kind, id) in (select * from unnest(${kinds}::text[], ${ids}::text[]))`)
        await locked
        const current = new Map((await reading).map(({ kind, id, version }) => [contextOf(kind, id), version]))
        const versions = changes.map(({ kind, id, version }, at) => {
          const now = current.get(contextOf(kind, id)) ?? 0
          if (version !== undefined && version !== now) throw changed()
          return sealed[at] === undefined ? 0 : now + 1
        })
        const of = <T>(kept: boolean, list: readonly T[]): T[] => list.filter((_, at) => (sealed[at] !== undefined) === kept)
        news.tell(w, changes)
        const deleted = of(false, kinds)
        await Promise.all([
          deleted.length > 0 && w.query(sql`delete from st.plug_document where plug = ${plug} and (kind, id) in (select * from unnest(${deleted}::text[], ${of(false, ids)}::text[]))`),
          deleted.length < changes.length && w.query(sql`
            insert into st.plug_document (plug, kind, id, parent, version, at, body)
            select ${plug}, d.kind, d.id, d.parent, d.version, ${ctx.now}, d.body
            from unnest(${of(true, kinds)}::text[], ${of(true, ids)}::text[], ${of(true, changes.map(({ parent }) => parent ?? null))}::text[], ${of(true, versions)}::int[],
              ${of(true, sealed)}::bytea[]) as d (kind, id, parent, version, body)
            on conflict (tenant, plug, kind, id) do update set parent = excluded.parent, version = excluded.version, at = excluded.at, body = excluded.body`),
        ])
        return versions
      })
    },
    changes: async (of, signal) => {
      await allowed()
      return news.listen(options.ctx(), of, signal)
    },
  }
}
