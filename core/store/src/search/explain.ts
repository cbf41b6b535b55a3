import { randomBytes } from 'node:crypto'
import type { Sql } from '@steckwerk/kernel'
import pg from 'pg'
import type { TenantRunner } from '../connection/database.ts'
import type { Step, StepResult } from '../connection/steps.ts'
import type { SearchExplanation, SearchResult } from '../contract.ts'
import type { Key } from '../write/statements.ts'
import type { Route, Way } from './route.ts'

const { utils } = pg as unknown as { utils: { prepareValue: (value: unknown) => string | null } }

const literal = (value: unknown): string => {
  const text = utils.prepareValue(value)
  return text === null ? 'null' : pg.escapeLiteral(text)
}

/** Runs statements and remembers them. */
export class Recorder implements TenantRunner {
  readonly #runner: TenantRunner
  readonly #steps: Step[] = []

  constructor(runner: TenantRunner) {
    this.#runner = runner
  }

  run(step: Step): Promise<StepResult> {
    this.#steps.push(step)
    return this.#runner.run(step)
  }

  group(steps: readonly Step[]): Promise<readonly StepResult[]> {
    this.#steps.push(...steps)
    return this.#runner.group(steps)
  }

  row(key: Key): Promise<unknown> {
    return this.#runner.row(key)
  }

  sql(statement: Sql): Promise<StepResult> {
    this.#steps.push(statement)
    return this.#runner.sql(statement)
  }

  /** Each statement once more under EXPLAIN ANALYZE. It must be prepared by name: EXPLAIN of a text with values would be planned for
   *  these values, not as the hub's searches are. */
  async plans(): Promise<SearchExplanation['statements']> {
    const plans: SearchExplanation['statements'][number][] = []
    for (const { text, values = [] } of this.#steps) {
      const name = `st_explain_${randomBytes(8).toString('hex')}`
      const called = values.length === 0 ? name : `${name}(${values.map(literal).join(', ')})`
      const results = await this.#runner.group([
        { text: `prepare ${name} as ${text}` },
        { text: `explain (analyze, costs off) execute ${called}`, asArrays: true },
        { text: `deallocate ${name}` },
      ])
      const lines = (results[1]!.rows as [string][]).map(([line]) => line)
      const time = /^Execution Time: ([\d.]+) ms$/.exec(lines.at(-1) ?? '')?.[1]
      plans.push({ text: text.replace(/\s+/g, ' ').trim(), plan: lines, ms: Number(time ?? 0) })
    }
    return plans
  }
}

export async function explained({ result, route, way }: { readonly result: SearchResult; readonly route: Route | undefined; readonly way: Way }, recorder: Recorder): Promise<SearchExplanation> {
  return {
    route: way.walked,
    reason: route?.reason ?? 'No resource can meet the conditions, or no rows are wanted.',
    drivers: (route?.weighed ?? []).map(({ driver, count }) => ({ kind: driver.kind, candidates: Number.isFinite(count) ? count : undefined, chosen: driver === way.driver })),
    statements: await recorder.plans(),
    rows: result.rows.length,
  }
}

export function withoutFigures(told: SearchExplanation): SearchExplanation {
  return { ...told, drivers: told.drivers.map((driver) => ({ ...driver, candidates: undefined })), statements: told.statements.map(({ text }) => ({ text, plan: [], ms: 0 })) }
}
