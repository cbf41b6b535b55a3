import { sql, type Ctx } from '@steckwerk/kernel'
import { mentions, rewriteReferences, type Resource } from '@steckwerk/fhir'
import { byReview } from '@steckwerk/ingest'
import type { Change, Stored, Writer } from '@steckwerk/store'
import { decide, linksOf, replacementOf, type DecisionPorts } from './merge.ts'
import { pairDecided, pairOvertaken, readPair } from './pair-row.ts'

export interface ChangeRow {
  readonly type: string
  readonly id: string
  readonly before: number
  readonly after: number
  readonly why: 'later' | 'changed' | null
  readonly at: Date
  readonly returned: boolean
}

export const changeColumns = sql`type, id, before, after, why, at, returned`

/** Takes a merge back. What nobody has changed since becomes what it was; what was changed, but spoke of the losing Patient alone, keeps its content and gets its
 *  former reference back; what came since, or spoke of both, stays with the survivor and is listed for a person to decide. Both Patients are as before
 *  the merge, except for what messages have said about the survivor since.
 *  Faults: access/duplicate-unknown, access/duplicate-decided, access/duplicate-overtaken (merged further, or separated elsewhere). */
export async function unmergePair({ store, audit }: DecisionPorts, ctx: Ctx, id: string, reason: string): Promise<void> {
  await store.write(ctx, async (writer) => {
    const pair = await readPair(writer, id)
    if (pair.status !== 'merged' || pair.survivor === null) throw pairDecided()
    const survivor = pair.survivor
    const loser = survivor === pair.one ? pair.other : pair.one
    const rows = await writer.query<ChangeRow>(sql`select ${changeColumns} from st.duplicate_change where duplicate = ${id}`)
    const current = await writer.getMany([...rows, { type: 'Patient', id: survivor }, { type: 'Patient', id: loser }])
    await assertMerged(current, survivor, loser)
    const work: Returning = { writer, survivor, loser, current }
    const results = await Promise.all(rows.map((row) => (row.type === 'Patient' ? patientBack(work, row) : resourceBack(work, row))))
    const later = await laterOnes(writer, rows, survivor, loser)
    await writer.apply(results.flatMap(({ change }) => (change === undefined ? [] : [byReview(change)])))
    const open = [...results.flatMap(({ row, why }) => (why === undefined ? [] : [{ ...row, why, at: stampOf(current, row) }])), ...later]
    const returned = results.filter(({ row, change }) => change !== undefined && row.type !== 'Patient').map(({ row }) => `${row.type}/${row.id}`)
    await Promise.all([
      writer.query(sql`update st.duplicate_change set returned = true where duplicate = ${id} and type || '/' || id = any(${returned}::text[])`),
      ...open.map((row) => writer.query(sql`
        insert into st.duplicate_change (duplicate, type, id, before, after, why, at) values (${id}, ${row.type}, ${row.id}, ${row.before}, ${row.after}, ${row.why}, ${row.at})
        on conflict (tenant, duplicate, type, id) do update set why = excluded.why, at = excluded.at`)),
    ])
    await decide(writer, ctx, pair, { status: 'unmerged', reason, survivor })
    await audit.note(writer, ctx, { event: 'duplicate-unmerged', type: 'Patient', id: survivor, patients: [survivor, loser], detail: { pair: id, loser, reason } })
  }, { retry: true })
}

interface Returning {
  readonly writer: Writer
  readonly survivor: string
  readonly loser: string
  readonly current: ReadonlyMap<string, Stored>
}

interface Returned {
  readonly row: ChangeRow
  readonly change?: Change | undefined
  readonly why?: 'changed'
}

/** The losing Patient is replaced by the survivor still, and the survivor by nobody. */
async function assertMerged(current: ReadonlyMap<string, Stored>, survivor: string, loser: string): Promise<void> {
  const [kept, lost] = [current.get(`Patient/${survivor}`)?.text, current.get(`Patient/${loser}`)?.text]
  if (kept === undefined || lost === undefined) throw pairOvertaken()
  const isOurs = replacementOf(JSON.parse(lost) as Resource) === `Patient/${survivor}` && replacementOf(JSON.parse(kept) as Resource) === undefined
  if (!isOurs) throw pairOvertaken()
}

async function patientBack({ writer, survivor, loser, current }: Returning, row: ChangeRow): Promise<Returned> {
  const stored = current.get(`Patient/${row.id}`)!
  const before = await textBefore(writer, row)
  if (stored.version === row.after) return { row, change: before === undefined ? undefined : put(stored, before) }
  const now = JSON.parse(stored.text!) as Resource
  const [type, other] = row.id === loser ? ['replaced-by', survivor] : ['replaces', loser]
  const link = linksOf(now).filter((one) => !(one.type === type && one.other?.reference === `Patient/${other}`))
  const { link: _, active, ...rest } = now
  const wasActive = before === undefined ? true : (JSON.parse(before) as Resource).active
  const kept = row.id === loser ? wasActive : active
  const patient = { ...rest, ...(kept === undefined ? {} : { active: kept }), ...(link.length === 0 ? {} : { link }) } as Resource
  return { row, change: put(stored, JSON.stringify(patient)), ...(row.id === survivor ? { why: 'changed' as const } : {}) }
}

async function resourceBack({ writer, survivor, loser, current }: Returning, row: ChangeRow): Promise<Returned> {
  const stored = current.get(`${row.type}/${row.id}`)
  if (stored?.text === undefined) return { row }
  const before = await textBefore(writer, row)
  if (before === undefined) return { row, why: 'changed' }
  if (stored.version === row.after) return { row, change: put(stored, before) }
  // All it says of the survivor it said of the losing Patient before.
  if (!mentions(JSON.parse(stored.text), `Patient/${survivor}`)) return { row }
  if (mentions(JSON.parse(before), `Patient/${survivor}`)) return { row, why: 'changed' }
  return { row, change: put(stored, exchanged(stored.text, survivor, loser)) }
}

/** What speaks of the survivor and came after the merge. */
async function laterOnes(writer: Writer, rows: readonly ChangeRow[], survivor: string, loser: string): Promise<readonly ChangeRow[]> {
  const lost = rows.find(({ type, id }) => type === 'Patient' && id === loser)
  const merged = lost === undefined ? undefined : await writer.version('Patient', loser, lost.after)
  if (merged === undefined) return []
  const known = new Set(rows.map(({ type, id }) => `${type}/${id}`))
  const found: ChangeRow[] = []
  for (const { type, id, version } of await writer.mentioning(survivor)) {
    if (type === 'Patient' || known.has(`${type}/${id}`)) continue
    const first = await writer.version(type, id, 1)
    // The clock of both is the database's, read in their transactions.
    if (first !== undefined && first.lastUpdated >= merged.lastUpdated) {
      found.push({ type, id, before: 0, after: version, why: 'later', at: new Date(first.lastUpdated), returned: false })
    }
  }
  return found
}

/** Settles resources that an unmerge left open: they stay with the survivor, or move to the other Patient.
 *  Faults: access/duplicate-unknown, access/duplicate-decided. */
export async function assignLeft({ store, audit }: DecisionPorts, ctx: Ctx, id: string, resources: readonly { type: string; id: string }[], to: string): Promise<void> {
  await store.write(ctx, async (writer) => {
    const pair = await readPair(writer, id)
    if (pair.status !== 'unmerged' || pair.survivor === null || (to !== pair.one && to !== pair.other)) throw pairDecided()
    const names = resources.map((one) => `${one.type}/${one.id}`)
    const rows = await writer.query<ChangeRow>(sql`
      update st.duplicate_change set why = null where duplicate = ${id} and why is not null and type || '/' || id = any(${names}::text[]) returning ${changeColumns}`)
    if (rows.length < new Set(names).size) throw pairDecided()
    if (to !== pair.survivor) {
      const current = await writer.getMany(rows.filter(({ type }) => type !== 'Patient'))
      await writer.apply([...current.values()].flatMap((stored) =>
        stored.text === undefined ? [] : [byReview(put(stored, exchanged(stored.text, pair.survivor!, to)))]))
    }
    await audit.note(writer, ctx, { event: 'duplicate-unmerged', type: 'Patient', id: to, patients: [pair.one, pair.other], detail: { pair: id, assigned: names.join(' ') } })
  }, { retry: true })
}

async function textBefore(writer: Writer, { type, id, before }: ChangeRow): Promise<string | undefined> {
  return (await writer.version(type, id, before))?.text
}

/** The text with references to one Patient exchanged for another. */
export function exchanged(text: string, from: string, to: string): string {
  return rewriteReferences(text, new Map([[`Patient/${from}`, `Patient/${to}`]]))
}

export function put({ type, id, version }: Stored, text: string): Change {
  return { kind: 'put', type, id, text, resource: JSON.parse(text) as Resource, expect: version }
}

function stampOf(current: ReadonlyMap<string, Stored>, { type, id, at }: ChangeRow): Date {
  const stored = current.get(`${type}/${id}`)
  return stored === undefined ? at : new Date(stored.lastUpdated)
}
