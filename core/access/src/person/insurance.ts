import { randomUUID } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { addDays, dayOf } from './age.ts'
import { linkContext, type VerifiedInsurance } from './insurance-search.ts'
import { insertLink, readLinks } from './link-rows.ts'
import { afterLink, type PersonParts } from './making.ts'
import { personCtx, type PersonCall } from './person-context.ts'

/** How long it is looked for. */
const searchDays = 365

export interface InsuranceLinks {
  /** Asks for links at these carriers by a verified number. What is written, said and waited for is the same whether or not a carrier knows
   *  the number: it is looked for later, wherever the links are used.
   *  Faults: access/insurance-not-verified. */
  request(call: PersonCall, insurance: VerifiedInsurance | undefined, carriers: readonly Carrier[]): Promise<void>
}

export function createInsuranceLinks(parts: PersonParts): InsuranceLinks {
  const { store, keys, vaults } = parts
  return {
    request: async (call, insurance, carriers) => {
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
