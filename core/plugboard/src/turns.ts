import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'

/** Whether this hub is the one that does a service's work at a carrier now: the first to ask once `everyMs` have passed, by the database's clock. */
export async function takeTurn(store: Store, ctx: Ctx, { plug, work, everyMs }: { readonly plug: string; readonly work: string; readonly everyMs: number }): Promise<boolean> {
  const taken = await store.write(ctx, (w) => w.query(sql`
    insert into st.plug_turn as turn (plug, work, taken_at) values (${plug}, ${work}, now())
    on conflict (tenant, plug, work) do update set taken_at = excluded.taken_at
      where turn.taken_at <= excluded.taken_at - make_interval(secs => ${everyMs / 1000}::float8)
    returning work`))
  return taken.length > 0
}
