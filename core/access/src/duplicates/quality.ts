import { sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'

export interface Quality {
  /** From `from` on and below `to`, in bits; the first and the last are open. */
  readonly bands: readonly { readonly from: number | undefined; readonly to: number | undefined; readonly reviewed: number; readonly confirmed: number }[]
  readonly open: number
  readonly merged: number
  readonly distinct: number
  readonly unmerged: number
}

/** Where bands begin: around the thresholds finer than above. */
const edges = [0, 3, 6.5, 10, 15] as const
/** A pair merged by itself was not reviewed. */
const hub = 'Device/hub'

/** Of the pairs people have decided, how many were one person, by weight: what the thresholds are worth at this carrier. */
export async function duplicateQuality(reader: Reader): Promise<Quality> {
  const [bands, counts] = await Promise.all([
    reader.query<{ band: number; reviewed: number; confirmed: number }>(sql`
      select width_bucket(weight::float8, ${[...edges]}::float8[]) band, count(*)::int reviewed, count(*) filter (where status = 'merged')::int confirmed
      from st.duplicate where status <> 'open' and (decided_by <> ${hub} or status <> 'merged') group by 1`),
    reader.query<{ status: string; count: number }>(sql`select status, count(*)::int count from st.duplicate group by status`),
  ])
  const count = (status: string): number => counts.find((row) => row.status === status)?.count ?? 0
  return {
    bands: Array.from({ length: edges.length + 1 }, (_, band) => {
      const found = bands.find((row) => row.band === band)
      return { from: edges[band - 1], to: edges[band], reviewed: found?.reviewed ?? 0, confirmed: found?.confirmed ?? 0 }
    }).reverse(),
    open: count('open'),
    merged: count('merged'),
    distinct: count('distinct'),
    unmerged: count('unmerged'),
  }
}
