import { Fault, reusedAnswers, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'

/** What a carrier sets for the portal access of its Patients. Ages in years. */
export interface PersonSettings {
  /** Days an activation code can be used. */
  readonly codeDays: number
  /** Longest proxy, in days. */
  readonly proxyMaxDays: number
  /** From this age a Patient may have an account of their own. */
  readonly ownAccountAge: number
  /** At this birthday parents' access ends; 18 at the latest. */
  readonly parentsEndAge: number
  /** The young person's own activation ends parents' access at once. */
  readonly activationEndsParents: boolean
  /** A mother whom the hospital's data name by her patient number takes on her newborn without the desk. */
  readonly newbornAutomatic: boolean
}

export const defaultSettings: PersonSettings = Object.freeze({
  codeDays: 30,
  proxyMaxDays: 365,
  ownAccountAge: 16,
  parentsEndAge: 16,
  activationEndsParents: true,
  newbornAutomatic: false,
})

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  codeDays: [1, 365], proxyMaxDays: [1, 3650], ownAccountAge: [12, 18], parentsEndAge: [12, 18],
}

export interface SettingsOfCarriers {
  of(ctx: Ctx): Promise<PersonSettings>
  /** Changes a part of them. Faults: access/person-settings. */
  change(ctx: Ctx, part: Partial<PersonSettings>): Promise<PersonSettings>
}

export function createSettings(store: Store, clock: Clock): SettingsOfCarriers {
  const known = reusedAnswers<number, PersonSettings>({ clock, reuseMs: 3_000 })

  async function load(ctx: Ctx): Promise<PersonSettings> {
    const rows = await store.read(ctx, (r) => r.query<{ settings: Partial<PersonSettings> }>(sql`select settings from st.person_settings`))
    return { ...defaultSettings, ...rows[0]?.settings }
  }

  return {
    of: (ctx) => known.of(ctx.tenant, () => load(ctx)),
    change: async (ctx, part) => {
      const changed = { ...(await load(ctx)), ...part }
      for (const [name, [low, high]] of Object.entries(ranges)) {
        const value = changed[name as keyof PersonSettings] as number
        if (!Number.isInteger(value) || value < low || value > high) {
          throw new Fault('invalid', 'access/person-settings', `This setting is a whole number from ${low} to ${high}.`, { at: name })
        }
      }
      await store.write(ctx, (w) => w.query(sql`
        insert into st.person_settings (tenant, settings, changed_at, changed_by)
        values (${ctx.tenant}, ${JSON.stringify(changed)}::jsonb, ${ctx.now}, ${ctx.actor})
        on conflict (tenant) do update set settings = excluded.settings, changed_at = excluded.changed_at, changed_by = excluded.changed_by`))
      known.forget(ctx.tenant)
      return changed
    },
  }
}
