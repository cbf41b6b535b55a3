import { sql, timeOrderedId, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'

/** That somebody had patient data of one message unmasked. */
export interface Reveal {
  readonly account: string
  /** Names the message: connector/epoch/channel/sequence. */
  readonly ref: string
  readonly reason: string
  readonly at: Date
}

/** An append-only table (st.reveal): the hub may insert and read; a trigger refuses change and removal to everyone. */
export interface RevealLog {
  /** Written before anything is shown: what cannot be logged is not revealed. */
  recordReveal(ctx: Ctx, reveal: { readonly account: string; readonly ref: string; readonly reason: string }): Promise<void>
  /** Newest first. */
  reveals(ctx: Ctx, count: number): Promise<readonly Reveal[]>
}

export function createRevealLog(store: Store): RevealLog {
  return {
    recordReveal: async (ctx, { account, ref, reason }) => {
      await store.write(ctx, (w) => w.query(sql`
        insert into st.reveal (tenant, id, account, ref, reason, at)
        values (${ctx.tenant}, ${timeOrderedId()}, ${account}, ${ref}, ${reason}, ${ctx.now})`))
    },
    reveals: (ctx, count) =>
      store.read(ctx, (r) => r.query<Reveal>(sql`
        select account, ref, reason, at from st.reveal order by tenant desc, id desc limit ${count}`)),
  }
}
