import { reusedAnswers, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import { carrierCtx } from '../system-ctx.ts'

export interface CareSetting {
  /** For how many days after its end a case stays a treatment context. */
  readonly endedCaseDays: number
  /** How long an emergency access lasts, in minutes. */
  readonly emergencyMinutes: number
}

export const defaultCareSetting: CareSetting = Object.freeze({ endedCaseDays: 365, emergencyMinutes: 240 })

export interface CareSettings {
  of(carrier: Carrier): Promise<CareSetting>
  /** In force here at once, elsewhere within seconds. */
  put(ctx: Ctx, setting: CareSetting): Promise<void>
  forget(): void
}

/** What a carrier has set about treatment contexts, in st.care_setting. */
export function createCareSettings(store: Store, clock: Clock): CareSettings {
  const known = reusedAnswers<number, CareSetting>({ clock, reuseMs: 5_000 })

  async function load(carrier: Carrier, now: number): Promise<CareSetting> {
    const rows = await store.read(carrierCtx(carrier, now), (r) =>
      r.query<{ ended_case_days: number; emergency_minutes: number }>(sql`select ended_case_days, emergency_minutes from st.care_setting`))
    return rows[0] === undefined ? defaultCareSetting : { endedCaseDays: rows[0].ended_case_days, emergencyMinutes: rows[0].emergency_minutes }
  }

  return {
    of: (carrier) => known.of(carrier.tenant, (now) => load(carrier, now)),
    put: async (ctx, { endedCaseDays, emergencyMinutes }) => {
      await store.write(ctx, (w) => w.query(sql`
        insert into st.care_setting (tenant, ended_case_days, emergency_minutes) values (${ctx.tenant}, ${endedCaseDays}, ${emergencyMinutes})
        on conflict (tenant) do update set ended_case_days = excluded.ended_case_days, emergency_minutes = excluded.emergency_minutes`))
      known.forget(ctx.tenant)
    },
    forget: () => known.forget(),
  }
}
