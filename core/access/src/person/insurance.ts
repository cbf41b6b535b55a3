import { randomUUID } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import { kvnrValid } from '@steckwerk/fhir'
import type { Carrier } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import { addDays, dayOf, isDay } from './age.ts'
import { linkContext, type VerifiedInsurance } from './insurance-search.ts'
import { insertLink, readLinks } from './link-rows.ts'
import { afterLink, type PersonParts } from './making.ts'
import { personCtx, type PersonCall } from './person-context.ts'

/** How long it is looked for. */
const searchDays = 365

export interface InsuranceLinks {
  /** Keeps what an outside identity says of an account; to be called at each sign-in with it. What is no valid KVNR is not kept. */
  verify(account: string, insurance: VerifiedInsurance): Promise<void>
  verified(account: string): Promise<VerifiedInsurance | undefined>
  /** Asks for links at these carriers by a verified number. What is written, said and waited for is the same whether or not a carrier knows
   *  the number: it is looked for later, wherever the links are used.
   *  Faults: access/insurance-not-verified. */
  request(call: PersonCall, carriers: readonly Carrier[]): Promise<void>
}

export function createInsuranceLinks(parts: PersonParts): InsuranceLinks {
  const { store, clock, keys, vaults } = parts
  const contextOf = (account: string): string => `person-insurance ${account}`

  async function verified(account: string): Promise<VerifiedInsurance | undefined> {
    const rows = await store.read(systemCtx(clock.now()), (r) => r.query<{ sealed: Buffer }>(sql`select sealed from st.person_insurance where account = ${account}`))
    return rows[0] === undefined ? undefined : JSON.parse(keys.open(rows[0].sealed, contextOf(account))) as VerifiedInsurance
  }

  return {
    verified,
    verify: async (account, { kvnr, birthDate }) => {
      if (!kvnrValid(kvnr)) return
      const kept: VerifiedInsurance = { kvnr, ...(birthDate !== undefined && isDay(birthDate) ? { birthDate } : {}) }
      const sealed = keys.seal(JSON.stringify(kept), contextOf(account))
      await store.write(systemCtx(clock.now()), (w) => w.query(sql`
        insert into st.person_insurance (account, sealed) values (${account}, ${sealed}) on conflict (account) do update set sealed = excluded.sealed`))
    },
    request: async (call, carriers) => {
      const insurance = await verified(call.account)
      if (insurance === undefined) {
        throw new Fault('unprocessable', 'access/insurance-not-verified', 'The insurance number of this account is not verified; sign in with an identity that does.')
      }
      for (const carrier of carriers) {
        const ctx = personCtx(keys, carrier, call)
        const person = keys.pseudonym(carrier.tenant, call.account)
        await store.write(ctx, async (w) => {
          await w.lock([`person-insurance ${person.toString('base64')}`])
          const searching = await readLinks(w, sql`person = ${person} and patient is null`)
          if (searching.length > 0) return
          const link = randomUUID()
          const detail = keys.seal(JSON.stringify(insurance), linkContext(ctx.tenant, link))
          await insertLink(w, ctx, {
            link, person, patient: null, relation: 'self', act: 'insurance', confirmed: true, detail, endsOn: addDays(dayOf(ctx.now), searchDays),
          })
          await vaults.add(w, call.account, { tenant: ctx.tenant, link })
        })
      }
      await afterLink(parts, call.account)
    },
  }
}
