import { sql, type Ctx } from '@steckwerk/kernel'
import type { ObjectStore } from '@steckwerk/objects'
import type { JobPorts } from '@steckwerk/store'

/** Large originals, whose ids end with the number of the key that sealed them: `<hash>.k<number>`. An object never changes, so each is copied under a
 *  new id; its row goes to that; then the former is removed. Cut off anywhere, the same row is found again, and what was left over is removed.
 *  Gives how many were moved. */
export async function resealObjects(query: JobPorts['query'], objects: ObjectStore, ctx: Ctx, number: number, count: number): Promise<number> {
  const { rows } = await query<{ object: string }>(sql`
    select object from base.raw where tenant = ${ctx.tenant} and object is not null and right(object, ${`.k${number}`.length}) <> ${`.k${number}`} limit ${count}`)
  for (const { object } of rows) {
    const next = `${object.slice(0, object.lastIndexOf('.'))}.k${number}`
    const found = await objects.get(ctx, { kind, id: object })
    if (found === undefined) {
      // Pruned meanwhile, or lost: what cannot be read cannot be moved.
      await query(sql`delete from base.raw where tenant = ${ctx.tenant} and object = ${object}`)
      continue
    }
    // A copy that was cut off before its row followed may lie there.
    await objects.remove(ctx, { kind, id: next })
    await objects.put(ctx, { kind, id: next }, found.bytes)
    const { count: followed } = await query(sql`update base.raw set object = ${next} where tenant = ${ctx.tenant} and object = ${object}`)
    await objects.remove(ctx, { kind, id: followed > 0 ? object : next })
  }
  return rows.length
}

/** Removes objects whose rows have gone to a newer key: left over where the work was cut off between the two. */
export async function sweepObjects(query: JobPorts['query'], objects: ObjectStore, ctx: Ctx, number: number): Promise<void> {
  for (let after: string | undefined; ;) {
    const page = await objects.list(ctx, kind, { count: 500, ...(after === undefined ? {} : { after }) })
    const older = page.ids.filter((id) => Number(/\.k(\d+)$/.exec(id)?.[1] ?? number) < number)
    for (const id of older) {
      const next = `${id.slice(0, id.lastIndexOf('.'))}.k${number}`
      const { rows } = await query(sql`select 1 from base.raw where tenant = ${ctx.tenant} and object = ${next}`)
      if (rows.length > 0) await objects.remove(ctx, { kind, id })
    }
    if (page.next === undefined) return
    after = page.next
  }
}

const kind = 'raw-message'
