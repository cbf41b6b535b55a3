import { contentEqual, instant, spliceMeta, typeNumber, type Resource } from '@steckwerk/fhir'
import type { Fault } from '@steckwerk/kernel'
import type { Change, Stored } from '../contract.ts'
import { notInView, versionConflict } from '../connection/faults.ts'
import type { Step } from '../connection/steps.ts'
import { dayKey, indexEntry, numKey, patientKey, permitKey, sideEntries, startKey, type DayEntry, type IndexEntry, type PermitEntry, type StartEntry } from '../search/index-entry.ts'
import type { IndexHash } from '../search/index-hash.ts'
import type { NumEntry } from '../search/number-entries.ts'
import { addDays, addNums, addPermits, addStarts, dropDay, dropNum, dropPermit, dropStart, keepStep, storeStep, type Row, type Side } from './statements.ts'

const empty: IndexEntry = {
  lo: undefined, hi: undefined, hp: undefined, tokens: [], refs: 0, numbers: { keys: [], values: [] }, params: [], strings: undefined,
  starts: [], days: [], nums: [], permits: [],
}

/** What a set of changes comes to, given the current rows. Pure. */
export interface Plan {
  /** In the order of the changes; a Fault for a change whose expectation does not hold. */
  readonly results: readonly (Stored | Fault)[]
  readonly rows: readonly Row[]
  readonly changed: readonly Stored[]
  /** The statements. They fail, and their transaction with them, unless every row goes in. */
  readonly steps: readonly Step[]
}

export const keyOf = (type: string, id: string): string => `${type}/${id}`

interface Planned {
  readonly row: Row
  readonly stored: Stored
  readonly before: Stored | undefined
}

/** Plans changes of distinct resources. `current` holds every stored row among them, keyed `Type/id`.
 *  `now` is the database's clock since this transaction began, in milliseconds. `refused`: keys of what may not be changed. */
export function planChanges(hash: IndexHash, tenant: number, changes: readonly Change[], current: ReadonlyMap<string, Stored>, now: number, refused: ReadonlySet<string>): Plan {
  const planned: Planned[] = []
  const results = changes.map((change): Stored | Fault => {
    const before = current.get(keyOf(change.type, change.id))
    if (refused.has(keyOf(change.type, change.id))) return notInView()
    if (change.expect !== 'any' && change.expect !== (before?.version ?? 0)) return versionConflict()
    const one = planOne(hash, tenant, change, before, now)
    if (one === undefined) return before ?? { type: change.type, id: change.id, version: 0, lastUpdated: now, text: undefined }
    planned.push(one)
    return one.stored
  })
  // Everybody locks in the same order, so nobody waits in a circle.
  planned.sort((a, b) => a.row.rt - b.row.rt || (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0))
  const rows = planned.map((one) => one.row)
  const superseding = planned.filter((one) => one.before !== undefined)
  const steps: Step[] = []
  if (superseding.length > 0) steps.push(keepStep(superseding.map((one) => one.row)))
  if (rows.length > 0) steps.push(storeStep(rows))
  const { gone, come } = sideRows(hash, tenant, planned)
  for (const start of gone.starts) steps.push(dropStart(start))
  for (const day of gone.days) steps.push(dropDay(day))
  for (const num of gone.nums) steps.push(dropNum(num))
  for (const permit of gone.permits) steps.push(dropPermit(permit))
  if (come.starts.length > 0) steps.push(addStarts(come.starts))
  if (come.days.length > 0) steps.push(addDays(come.days))
  if (come.nums.length > 0) steps.push(addNums(come.nums))
  if (come.permits.length > 0) steps.push(addPermits(come.permits))
  return {
    results,
    rows,
    changed: planned.map((one) => one.stored),
    steps,
  }
}

/** The next version, or undefined where the change changes nothing. */
function planOne(hash: IndexHash, tenant: number, change: Change, before: Stored | undefined, now: number): Planned | undefined {
  const { type, id } = change
  const version = (before?.version ?? 0) + 1
  // Versions of one resource never share an instant, and never run backwards: history pages by it.
  const lastUpdated = before === undefined ? now : Math.max(now, before.lastUpdated + 1)
  const rt = typeNumber(type)
  const me = hash.me(tenant, type, id)
  if (change.kind === 'delete') {
    if (before?.text === undefined) return undefined
    const { patient } = before
    const stored: Stored = { type, id, version, lastUpdated, text: undefined, patient }
    const entry = patient === undefined ? empty : { ...empty, hp: patientKey(type, patient) }
    return { row: { rt, id, version, me, lu: lastUpdated * 1000, text: undefined, entry }, stored, before }
  }
  const text = spliceMeta(change.text, { id, versionId: version, lastUpdated: instant(lastUpdated) }, change.resource)
  if (before?.text !== undefined && change.differs !== true && contentEqual(before.text, text)) return undefined
  const entry = indexEntry(hash, tenant, change.resource, me)
  const stored: Stored = { type, id, version, lastUpdated, text, patient: entry.hp === undefined ? undefined : patientKey(type, entry.hp) }
  return { row: { rt, id, version, me, lu: lastUpdated * 1000, text, entry }, stored, before }
}

interface Sides {
  readonly starts: Side<StartEntry>[]
  readonly days: Side<DayEntry>[]
  readonly nums: Side<NumEntry>[]
  readonly permits: Side<PermitEntry>[]
}

/** Only the difference of side rows is written: the old ones are taken from the old text. */
function sideRows(hash: IndexHash, tenant: number, planned: readonly Planned[]): { gone: Sides; come: Sides } {
  const gone: Sides = { starts: [], days: [], nums: [], permits: [] }
  const come: Sides = { starts: [], days: [], nums: [], permits: [] }
  for (const { row, before } of planned) {
    const old = before?.text === undefined ? empty : sideEntries(hash, tenant, JSON.parse(before.text) as Resource)
    difference(old.starts, row.entry.starts, row, startKey, gone.starts, come.starts)
    difference(old.days, row.entry.days, row, dayKey, gone.days, come.days)
    difference(old.nums, row.entry.nums, row, numKey, gone.nums, come.nums)
    difference(old.permits, row.entry.permits, row, permitKey, gone.permits, come.permits)
  }
  return { gone, come }
}

function difference<T extends object>(old: readonly T[], next: readonly T[], { rt, id, me }: Row, key: (entry: T) => string, gone: Side<T>[], come: Side<T>[]): void {
  if (old.length === 0) {
    for (const entry of next) come.push({ ...entry, rt, id, me })
    return
  }
  const had = new Map(old.map((entry) => [key(entry), entry]))
  for (const entry of next) if (!had.delete(key(entry))) come.push({ ...entry, rt, id, me })
  for (const entry of had.values()) gone.push({ ...entry, rt, id, me })
}
