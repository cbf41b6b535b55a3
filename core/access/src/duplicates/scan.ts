import { sql, type Ctx } from '@steckwerk/kernel'
import type { Reader, Store } from '@steckwerk/store'
import { candidatesOf } from './candidates.ts'
import { indexedPerson, type IndexedPerson } from './indexed-person.ts'
import type { PersonHash } from './person-hash.ts'
import { indexChange, writeIndex, type IndexChange } from './person-index.ts'
import { queueChange, writeQueue, type QueueChange } from './queue.ts'
import { rejudgeAll } from './rejudge.ts'
import type { ScanPace } from './scan-pace.ts'

export interface ScanRow {
  /** Milliseconds since 1970 UTC: every change before is compared; 0 = the first pass runs. */
  readonly watermark: string
  readonly page: string | null
  readonly reaching: string | null
  readonly automatic: boolean
  readonly people: number
}

export const scanColumns = sql`watermark::text, page, reaching::text, automatic, people`

/** Where nothing changes, the place up to which is compared is written down this often. */
const noteEveryMs = 60_000

/** Compares the next page of changed Patients with everybody; each page is one transaction with the place up to which is compared, so that a pass may be cut
 *  off anywhere and goes on there, at this hub or another. Returns what there was to do: `all` while everybody is gone through for the first time. */
export async function scanStep(store: Store, ctx: Ctx, hashed: PersonHash, pace: ScanPace): Promise<'all' | 'changes' | 'nothing'> {
  const scan = await readScan(store, ctx)
  const history = { type: 'Patient', since: Number(scan.watermark), count: pace.size }
  const page = await store.read(ctx, (r) => r.history({ ...history, ...(scan.page === null ? {} : { cursor: scan.page }) }))
  const reaching = scan.reaching ?? String(Math.floor(page.complete))
  const idle = page.rows.length === 0 && scan.page === null
  if (idle && scan.watermark !== '0' && Number(reaching) - Number(scan.watermark) < noteEveryMs) return 'nothing'
  const patients = [...new Set(page.rows.map(({ id }) => id))]
  const watermark = page.next === undefined ? reaching : scan.watermark
  const begun = performance.now()
  await store.write(ctx, async (writer) => {
    // Everything is read before the first row is written: what anybody commits is told to nobody before the oldest transaction that has written has ended, and
    // comparing takes many times as long as writing down what came of it.
    const change = patients.length === 0 ? undefined : await judge(writer, ctx, patients, hashed)
    // A hub that was the elected one until now may still be at it.
    const fenced = await writer.query(sql`
      update st.duplicate_scan set watermark = ${watermark}, page = ${page.next ?? null}, reaching = ${page.next === undefined ? null : reaching}
      where watermark = ${scan.watermark} and page is not distinct from ${scan.page}::text returning 1 as moved`)
    if (fenced.length === 0 || change === undefined) return
    await Promise.all([writeIndex(writer, change.index), writeQueue(writer, ctx, change.queue)])
  }, { retry: true })
  pace.took(patients.length, performance.now() - begun)
  if (scan.watermark === '0' && watermark !== '0') await rejudgeAll(store, ctx, hashed)
  return page.rows.length === 0 ? 'nothing' : scan.watermark === '0' ? 'all' : 'changes'
}

/** What is to be changed in index and queue for these Patients, whatever they are now; undefined = nothing. */
async function judge(reader: Reader, ctx: Ctx, patients: readonly string[], hashed: PersonHash): Promise<{ readonly index: IndexChange; readonly queue: QueueChange } | undefined> {
  const people = new Map<string, IndexedPerson>()
  for (const row of (await reader.getMany(patients.map((id) => ({ type: 'Patient', id })))).values()) {
    const person = indexedPerson(row, hashed)
    if (person !== undefined) people.set(person.patient, person)
  }
  const index = await indexChange(reader, patients, people)
  const { changed, gone } = index
  if (changed.length === 0 && gone.length === 0) return undefined
  return { index, queue: await queueChange(reader, ctx, [...changed.map(({ patient }) => patient), ...gone], await candidatesOf(reader, changed, hashed, index)) }
}

export async function readScan(store: Store, ctx: Ctx): Promise<ScanRow> {
  const found = await store.read(ctx, (r) => r.query<ScanRow>(sql`select ${scanColumns} from st.duplicate_scan`))
  if (found[0] !== undefined) return found[0]
  const made = await store.write(ctx, (w) => w.query<ScanRow>(sql`
    insert into st.duplicate_scan as s (watermark) values (0) on conflict (tenant) do update set people = s.people returning ${scanColumns}`))
  return made[0]!
}
