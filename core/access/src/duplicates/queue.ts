import { sql, timeOrderedId, type Ctx } from '@steckwerk/kernel'
import { cautionOf, defaultModel } from '@steckwerk/match'
import type { Reader, Writer } from '@steckwerk/store'
import type { Candidate } from './candidates.ts'
import type { PairRow } from './pair-row.ts'

type Known = Pick<PairRow, 'id' | 'one' | 'other' | 'status'> & { readonly one_digest: string; readonly other_digest: string }

export interface QueueChange {
  /** Open pairs that are none any more. */
  readonly obsolete: readonly string[]
  readonly asked: readonly (JudgedPair & { readonly id: string })[]
}

/** What is to be changed in the queue after these people's data have changed: `found` are all their pairs at or above the threshold of review. What was decided is
 *  asked again only where the data of one of the two are others than those it was decided on. */
export async function queueChange(reader: Reader, ctx: Ctx, touched: readonly string[], found: readonly Candidate[]): Promise<QueueChange> {
  const rows = await reader.query<Known>(sql`
    select id, one, other, status, one_digest::text, other_digest::text from st.duplicate where one = any(${touched}::text[])
    union all
    select id, one, other, status, one_digest::text, other_digest::text from st.duplicate where other = any(${touched}::text[]) and one <> all(${touched}::text[])`)
  const known = new Map(rows.map((row) => [`${row.one} ${row.other}`, row]))
  const judged = found.map(judgedPair)
  const stays = new Set(judged.map(({ one, other }) => `${one} ${other}`))
  return {
    obsolete: rows.filter((row) => row.status === 'open' && !stays.has(`${row.one} ${row.other}`)).map(({ id }) => id),
    asked: judged.filter(({ one, other, one_digest, other_digest }) => {
      const row = known.get(`${one} ${other}`)
      return row === undefined || row.status === 'open' || (row.status !== 'merged' && (row.one_digest !== one_digest || row.other_digest !== other_digest))
    }).map((pair) => ({ ...pair, id: timeOrderedId(ctx.now.getTime()) })),
  }
}

/** A pair that somebody decided on since it was looked at stays decided, unless its data are others than those it was decided on. */
export async function writeQueue(writer: Writer, ctx: Ctx, { obsolete, asked }: QueueChange): Promise<void> {
  await Promise.all([
    obsolete.length === 0 ? [] : writer.query(sql`delete from st.duplicate where id = any(${obsolete}::uuid[]) and status = 'open'`),
    asked.length === 0 ? [] : writer.query(sql`
      insert into st.duplicate as d (id, one, other, one_digest, other_digest, weight, certain, caution, status, found_at)
      select id, one, other, one_digest, other_digest, weight, certain, caution, 'open', ${ctx.now}
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        r(id uuid, one text, other text, one_digest bigint, other_digest bigint, weight real, certain boolean, caution text)
      on conflict (tenant, one, other) do update set
        one_digest = excluded.one_digest, other_digest = excluded.other_digest, weight = excluded.weight, certain = excluded.certain,
        caution = excluded.caution, status = 'open', decided_at = null, decided_by = null, reason = null, survivor = null
      where d.status = 'open' or (d.status <> 'merged' and (d.one_digest, d.other_digest) <> (excluded.one_digest, excluded.other_digest))`),
  ])
}

interface JudgedPair extends Pick<PairRow, 'one' | 'other' | 'weight' | 'certain' | 'caution'> {
  readonly one_digest: string
  readonly other_digest: string
}

function judgedPair({ one, other, comparison, score }: Candidate): JudgedPair {
  const [first, second] = one.patient < other.patient ? [one, other] : [other, one]
  const caution = cautionOf(comparison)
  return {
    one: first.patient,
    other: second.patient,
    one_digest: first.digest,
    other_digest: second.digest,
    weight: score.weight,
    certain: score.weight >= defaultModel.thresholds.certain && caution === undefined,
    caution: caution ?? null,
  }
}
