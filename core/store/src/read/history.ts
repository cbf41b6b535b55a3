import { setTimeout as pause } from 'node:timers/promises'
import { resourceTypes, typeNumber } from '@steckwerk/fhir'
import type { Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { Step } from '../connection/steps.ts'
import type { HistoryQuery, HistoryResult } from '../contract.ts'
import type { Cursors } from '../search/cursor.ts'
import type { Sight } from '../view/sight.ts'
import { instanceInView, listInView } from './history-in-view.ts'
import { instanceStep, listStep, type Bounds, type Place } from './history-statements.ts'
import { storedOf, type StoredRow } from './stored-row.ts'
import { watermarkOf, watermarkSteps } from './watermark.ts'

/** A row of the statements; all but `newest` are null where nothing was found. */
interface HistoryRow extends Omit<StoredRow, 'id'> {
  readonly newest: number | null
  readonly id: string | null
}

/** Where a page ended, and until when its list is complete: pages of one list agree on it. Microseconds. */
interface After extends Place {
  readonly complete: number
  readonly version: number
}

const never = Number.MAX_SAFE_INTEGER
/** Growing waits in milliseconds, a quarter of a second in all. */
const pauses = [1, 2, 4, 8, 16, 32, 64, 128]
const longest = pauses.reduce((sum, ms) => sum + ms, 0) * 1000

const allTypes = resourceTypes.map(typeNumber).sort((a, b) => a - b)
/** Beyond what is exact there is nothing to find. */
const micro = (ms: number): number => Math.max(-never, Math.min(never, Math.round(ms * 1000)))

/** Reads histories. What commits is older than its commit (lastUpdated is its begin), so lists by time end at a watermark that nothing
 *  can be written below any more; decision 0017 has the reasons. */
export class Histories {
  readonly #cursors: Cursors

  constructor(cursors: Cursors) {
    this.#cursors = cursors
  }

  /** `patient`: where something just committed is held back by transactions that run, wait a moment for them, so that
   *  who has written finds it. Not within a transaction.
   *  Faults: store/bad-cursor. */
  async read(tenant: Tenant, runner: TenantRunner, query: HistoryQuery, patient: boolean, sight?: Sight): Promise<HistoryResult> {
    const after = query.cursor === undefined ? undefined : afterOf(this.#cursors.open(tenant, listing(query), query.cursor))
    const bounds: Bounds = {
      since: query.since === undefined ? 0 : micro(query.since),
      below: query.at === undefined ? never : micro(query.at.high) + 1,
      inForce: query.at === undefined ? undefined : micro(query.at.low),
      limit: query.count + 1,
    }
    const step = await stepOf(query, bounds, after, sight)
    const { rows, complete } =
      after !== undefined
        ? { rows: (await runner.run(step)).rows as HistoryRow[], complete: after.complete }
        : query.id === undefined
          ? await this.#list(runner, step, bounds, patient)
          : await this.#instance(runner, step)
    const found = rows.filter((row): row is HistoryRow & StoredRow => row.id !== null)
    const page = found.slice(0, query.count)
    const last = page.at(-1)
    const next = found.length > query.count && last !== undefined ? this.#cursors.seal(tenant, listing(query), keysOf({ ...last, complete })) : undefined
    return { rows: page.map(storedOf), next, complete: complete / 1000 }
  }

  /** Nothing of one resource is held back: its versions come one after the other, so what is visible is complete up to its newest. */
  async #instance(runner: TenantRunner, step: Step): Promise<{ rows: HistoryRow[]; complete: number }> {
    const answers = await runner.group([...watermarkSteps, step])
    const rows = answers.at(-1)!.rows as HistoryRow[]
    return { rows, complete: Math.max(watermarkOf(answers).complete, (rows[0]!.newest ?? -1000) + 1000) }
  }

  async #list(runner: TenantRunner, step: Step, bounds: Bounds, patient: boolean): Promise<{ rows: HistoryRow[]; complete: number }> {
    let wanted: number | undefined
    for (let turn = 0; ; turn++) {
      const answers = await runner.group([...watermarkSteps, step])
      const { complete, clock } = watermarkOf(answers)
      const rows = answers.at(-1)!.rows as HistoryRow[]
      // All that was committed when we first looked, as far as it is asked for.
      wanted ??= Math.min((rows[0]!.newest ?? -1) + 1, bounds.below)
      if (complete >= wanted || !patient || turn === pauses.length || wanted - clock > longest) {
        // A transaction may appear in the server's list a little late, with a begin before an earlier watermark: who was told that one keeps it.
        return { rows, complete: bounds.since <= clock ? Math.max(complete, bounds.since) : complete }
      }
      await pause(pauses[turn])
    }
  }
}

const greatestVersion = 2_147_483_647

async function stepOf(query: HistoryQuery, bounds: Bounds, after: After | undefined, sight: Sight | undefined): Promise<Step> {
  const types = query.type === undefined ? allTypes : [typeNumber(query.type)]
  if (query.id !== undefined) {
    const version = after?.version ?? greatestVersion
    return sight === undefined ? instanceStep(types[0]!, query.id, version, bounds) : instanceInView(sight, types[0]!, query.id, version, bounds)
  }
  const place = after ?? { lu: bounds.below, rt: -1, id: '' }
  return sight === undefined ? listStep(types, after === undefined, place, bounds) : listInView(sight, types, after === undefined, place, bounds)
}

const listing = (query: HistoryQuery): readonly unknown[] => ['history', query.type, query.id, query.since, query.at]

const keysOf = (after: After): string[] => [String(after.complete), String(after.lu), String(after.rt), after.id, String(after.version)]
const afterOf = ([complete, lu, rt, id, version]: readonly string[]): After => ({ complete: Number(complete), lu: Number(lu), rt: Number(rt), id: id!, version: Number(version) })
