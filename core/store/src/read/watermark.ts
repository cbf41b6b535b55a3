import type { Step, StepResult } from '../connection/steps.ts'

/** Until when everything is known; microseconds since 1970 UTC, whole milliseconds. */
export interface Watermark {
  /** No version that is not visible to the statements that follow will ever be older than this. */
  readonly complete: number
  /** The database's clock. */
  readonly clock: number
}

/** A transaction's lastUpdated is the clock read after its begin, so none that still runs can write below its xact_start. The clock is
 *  read (when this statement arrives) before the list of transactions: one that begins between the two is not missed, it is later than
 *  the clock. The list is cut once a transaction, hence the first statement. Seen from here the own transaction hides nothing. */
export const watermarkSteps: readonly Step[] = [
  { name: 'st_fresh', text: 'select pg_stat_clear_snapshot()' },
  {
    name: 'st_complete',
    text: `select set_config('st.complete', w.complete::text, true), w.complete, w.clock from (
      select floor(extract(epoch from least(statement_timestamp(), a.oldest)) * 1000)::int8 * 1000 complete,
        floor(extract(epoch from statement_timestamp()) * 1000)::int8 * 1000 clock
      from (
        select min(s.xact_start) oldest from pg_stat_get_activity(null) s
        where s.backend_type = 'client backend' and s.pid <> pg_backend_pid()
          and s.datid = (select oid from pg_database where datname = current_database())
          and s.usesysid = (select oid from pg_roles where rolname = session_user)) a) w`,
  },
]

/** What the steps answered. */
export function watermarkOf(answers: readonly StepResult[]): Watermark {
  return answers[1]!.rows[0] as Watermark
}
