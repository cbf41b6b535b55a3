import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { candidatesOf } from './candidates.ts'
import { indexedPerson } from './indexed-person.ts'
import type { PersonHash } from './person-hash.ts'
import { queueChange, writeQueue } from './queue.ts'

const atOnce = 200

/** Judges the open pairs of these Patients by today's frequencies: pairs found while a carrier was first gone through knew but a part of its names. */
export async function rejudge(store: Store, ctx: Ctx, patients: readonly string[], hashed: PersonHash): Promise<void> {
  if (patients.length === 0) return
  await store.write(ctx, async (writer) => {
    const rows = await writer.getMany(patients.map((id) => ({ type: 'Patient', id })))
    const people = [...rows.values()].flatMap((row) => indexedPerson(row, hashed) ?? [])
    await writeQueue(writer, ctx, await queueChange(writer, ctx, patients, await candidatesOf(writer, people, hashed)))
  }, { retry: true })
}

/** The same for all open pairs. */
export async function rejudgeAll(store: Store, ctx: Ctx, hashed: PersonHash): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await store.read(ctx, (r) => r.query<{ one: string }>(sql`
      select distinct one from st.duplicate where status = 'open' and one > ${after} order by one limit ${atOnce}`))
    if (rows.length === 0) return
    await rejudge(store, ctx, rows.map(({ one }) => one), hashed)
    after = rows.at(-1)!.one
  }
}
