import { randomInt } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import { systemCtx } from '../system-ctx.ts'
import { patientForAccess } from './activation.ts'
import type { PersonAttempts } from './attempts.ts'
import { afterLink, makeLink, type PersonParts } from './making.ts'
import type { PersonCall } from './person-context.ts'
import { writeNoted } from './person-audit.ts'

/** A number that a signed-in person shows at a desk, where it is typed at their Patient. */
export interface DeskNumbers {
  /** Six digits, good for three minutes; the former one ends. */
  show(call: PersonCall): Promise<{ readonly number: string; readonly expiresAt: Date }>
  state(call: PersonCall): Promise<{ readonly state: 'waiting' | 'linked' | 'none'; readonly expiresAt?: Date }>
  hide(call: PersonCall): Promise<void>
  /** At the desk of ctx's carrier. It is not told whose number it was.
   *  Faults: access/patient-unknown, access/no-birth-date, access/too-young, access/too-old. */
  link(ctx: Ctx, patient: string, input: { readonly number: string; readonly kind: 'self' | 'parent' }): Promise<DeskLinked>
}
export type DeskLinked = { readonly kind: 'linked' } | { readonly kind: 'refused' } | { readonly kind: 'wait'; readonly seconds: number }

export const deskNumberRefused = (): Fault =>
  new Fault('unprocessable', 'access/desk-number-refused', 'The number is mistyped, has run out or was used.', { at: 'number' })

const lifeMs = 180_000

/** Five random digits and one that finds every wrong digit and every two neighbours swapped: a slip at the desk meets nobody else's number.
 *  Source: H. M. Damm, Total anti-symmetrische Quasigruppen, 2004. */
const damm = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790']
const dammSum = (digits: string): number => [...digits].reduce((sum, digit) => Number(damm[sum]![Number(digit)]), 0)

function newNumber(): string {
  const digits = String(randomInt(100_000)).padStart(5, '0')
  return `${digits}${dammSum(digits)}`
}

export function createDeskNumbers(parts: PersonParts, attempts: PersonAttempts): DeskNumbers {
  const { store, keys, audit } = parts
  const owner = (account: string): Buffer => keys.hash('number-owner', account)
  const contextOf = (key: Buffer): string => `desk-number ${key.toString('base64')}`

  return {
    show: (call) => store.write(systemCtx(call.now), async (w) => {
      const expiresAt = new Date(call.now + lifeMs)
      await w.query(sql`delete from st.desk_number where expires_at <= ${new Date(call.now)} or person = ${owner(call.account)}`)
      for (;;) {
        const number = newNumber()
        const key = keys.hash('number', number)
        const made = await w.query(sql`
          insert into st.desk_number (key, person, account, expires_at)
          values (${key}, ${owner(call.account)}, ${keys.seal(call.account, contextOf(key))}, ${expiresAt})
          on conflict do nothing returning key`)
        if (made.length > 0) return { number, expiresAt }
      }
    }),

    state: async (call) => {
      const rows = await store.read(systemCtx(call.now), (r) => r.query<{ waiting: boolean; expires_at: Date }>(sql`
        select account is not null as waiting, expires_at from st.desk_number
        where person = ${owner(call.account)} and expires_at > ${new Date(call.now)}`))
      return rows[0] === undefined ? { state: 'none' } : { state: rows[0].waiting ? 'waiting' : 'linked', expiresAt: rows[0].expires_at }
    },

    hide: async (call) => {
      await store.write(systemCtx(call.now), (w) => w.query(sql`delete from st.desk_number where person = ${owner(call.account)}`))
    },

    link: async (ctx, patient, { number, kind }) => {
      const now = ctx.now.getTime()
      const who = { desk: `${ctx.tenant} ${ctx.actor}` }
      const seconds = await attempts.begin(who, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const facts = await patientForAccess(parts, ctx, patient, kind)
      if (!/^\d{6}$/.test(number) || dammSum(number) !== 0) return { kind: 'refused' }
      const key = keys.hash('number', number)
      const account = await writeNoted(store, audit, ctx, async (w) => {
        // Taken and emptied in one statement: a number serves once, whoever else types it at the same time.
        const rows = await w.query<{ account: Buffer }>(sql`
          with live as (select key, account from st.desk_number where key = ${key} and account is not null and expires_at > ${ctx.now} for update)
          update st.desk_number d set account = null from live where d.key = live.key returning live.account`)
        if (rows[0] === undefined) return undefined
        const found = keys.open(rows[0].account, contextOf(key))
        const made = await makeLink(parts, w, ctx, found, { patient: facts.id, relation: kind, act: 'desk', confirmed: true })
        if (!made.made) await w.query(sql`update st.person_link set confirmed = true where link::text = ${made.link}`)
        return found
      })
      if (account === undefined) return { kind: 'refused' }
      await attempts.succeed(who, now)
      await afterLink(parts, account)
      return { kind: 'linked' }
    },
  }
}
