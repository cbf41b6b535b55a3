import { Fault, reusedAnswers, sql } from '@steckwerk/kernel'
import type { Grants, ProviderChoice } from './contract.ts'
import { actorOf, carrierNamed, ctxAt, reuseMs, type Parts } from './parts.ts'
import type { Registry } from './registry.ts'

/** Which of the services that a carrier granted answers for a capability. */
export function createChoice(parts: Parts, registry: Registry, grants: Grants): ProviderChoice & { forget(): void } {
  const { store, access, clock } = parts
  const held = reusedAnswers<string, ReadonlyMap<string, string>>({ clock, reuseMs })

  async function load(slug: string): Promise<ReadonlyMap<string, string>> {
    const carrier = await store.carrier(slug)
    if (carrier === undefined) return new Map()
    const rows = await store.read(ctxAt(carrier, actorOf('hub'), clock), (r) => r.query<{ capability: string; plug: string }>(sql`
      select capability, plug from st.plug_choice`))
    return new Map(rows.map(({ capability, plug }) => [capability, plug]))
  }

  return {
    forget: () => held.forget(),
    of: async (slug) => {
      const [chosen, granted] = [await held.of(slug, () => load(slug)), await grants.ofCarrier(slug)]
      return new Map([...chosen].filter(([, plug]) => granted.some((one) => one.plug === plug)))
    },
    choose: async (slug, capability, plug, by) => {
      const ctx = ctxAt(await carrierNamed(store, slug), by, clock)
      if (plug !== undefined) {
        if ((await grants.find(slug, plug)) === undefined) throw new Fault('conflict', 'plugboard/nothing-granted', 'The carrier has granted this service nothing.')
        if ((await registry.get(plug)).manifest.capability !== capability) throw new Fault('invalid', 'plugboard/capability', 'The service offers another capability.')
      }
      await store.write(ctx, async (w) => {
        if (plug === undefined) await w.query(sql`delete from st.plug_choice where capability = ${capability}`)
        else {
          await w.query(sql`
            insert into st.plug_choice (capability, plug, chosen_at, chosen_by) values (${capability}, ${plug}, ${ctx.now}, ${by.actor})
            on conflict (tenant, capability) do update set plug = excluded.plug, chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by`)
        }
        await access.audit.note(w, ctx, { event: 'setting-changed', detail: { capability, provider: plug ?? 'none' } })
      })
      held.forget(slug)
    },
  }
}
