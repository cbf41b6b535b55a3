import { randomUUID } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { PersonAttempts } from './attempts.ts'
import { codeContext, isOpen, mostFailures, readCodes } from './code-rows.ts'
import { readCode } from './code-text.ts'
import { linkContext } from './insurance-search.ts'
import { afterLink, makeLink, type PersonParts } from './making.ts'
import { personCtx, type PersonCall } from './person-context.ts'
import { readPatients } from './patient-facts.ts'
import { dayOf } from './age.ts'
import { writeNoted } from './person-audit.ts'

export interface Redemption {
  readonly code: string
  /** The Patient's: YYYY-MM-DD. */
  readonly birthDate: string
  readonly address: string
}

/** Why it failed is told to nobody: unknown, used up, run out, wrong birth date, or held by another redemption. */
export type Redeemed =
  | { readonly kind: 'linked'; readonly carrier: Carrier; readonly link: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number }

export type Held =
  | { readonly kind: 'held'; readonly hold: Hold }
  | Exclude<Redeemed, { kind: 'linked' }>

/** A code that is kept for one redemption for a minute. */
export interface Hold {
  readonly carrier: Carrier
  readonly id: string
  readonly holder: string
}

export interface Redeeming {
  /** Links the Patient of a code to the account. */
  redeem(call: PersonCall, redemption: Redemption): Promise<Redeemed>
  /** The same in steps, while the account is still to be made: the code is looked at and kept, */
  hold(redemption: Redemption, trace: string): Promise<Held>
  /** used for the account, */
  use(call: PersonCall, hold: Hold): Promise<Redeemed>
  /** or given back. */
  release(hold: Hold, trace: string): Promise<void>
}

/** One answer for every failure: whether a code exists is nobody's business but its holder's. */
export const activationRefused = (): Fault =>
  new Fault('unprocessable', 'access/activation-refused', 'Code and birth date do not go together, or the code is used, ended or unknown.')

const holdMs = 60_000

export function createRedeeming(parts: PersonParts, attempts: PersonAttempts): Redeeming {
  const { store, clock, keys, audit } = parts

  const nobody = (trace: string): PersonCall => ({ account: 'nobody', name: '', trace, now: clock.now() })

  async function take(carrier: Carrier, code: string, birthDate: string, call: PersonCall): Promise<Hold | undefined> {
    const ctx = personCtx(keys, carrier, call)
    return writeNoted(store, audit, ctx, async (w) => {
      const [row] = await readCodes(w, sql`hash = ${keys.hash('code', code)}`, true)
      if (row === undefined) return undefined
      const busy = row.held_until !== null && row.held_until.getTime() > call.now
      if (!isOpen(row, call.now) || busy) return undefined
      const patient = (await readPatients(w, [row.patient])).get(row.patient)
      if (patient?.birthDate !== birthDate || !patient.active) {
        await w.query(sql`update st.person_code set failures = failures + 1, ended = failures + 1 >= ${mostFailures} where id::text = ${row.id}`)
        await audit.note(w, ctx, { event: 'code-refused', outcome: 'refused', type: 'Patient', id: row.patient, patients: [row.patient] })
        return undefined
      }
      const holder = randomUUID()
      await w.query(sql`update st.person_code set held_by = ${holder}, held_until = ${new Date(call.now + holdMs)} where id::text = ${row.id}`)
      return { carrier, id: row.id, holder }
    })
  }

  async function hold(redemption: Redemption, call: PersonCall, who: { readonly address: string; readonly account?: string }): Promise<Held> {
    const seconds = await attempts.begin(who, call.now)
    if (seconds !== undefined) return { kind: 'wait', seconds }
    const read = readCode(redemption.code)
    const carrier = read === undefined ? undefined : (await store.carriers()).find(({ tenant }) => tenant === read.tenant)
    const held = read === undefined || carrier === undefined ? undefined : await take(carrier, read.code, redemption.birthDate, call)
    if (held === undefined) return { kind: 'refused' }
    await attempts.succeed(who, call.now)
    return { kind: 'held', hold: held }
  }

  async function use(call: PersonCall, { carrier, id, holder }: Hold): Promise<Redeemed> {
    const ctx = personCtx(keys, carrier, call)
    const link = await writeNoted(store, audit, ctx, async (w) => {
      const [row] = await readCodes(w, sql`id::text = ${id} and held_by::text = ${holder} and used_on is null and not ended`, true)
      if (row === undefined) return undefined
      const patient = (await readPatients(w, [row.patient])).get(row.patient)
      if (patient === undefined) return undefined
      await w.query(sql`update st.person_code set used_on = ${dayOf(ctx.now)}, held_by = null, held_until = null, detail = null where id::text = ${id}`)
      const newLink = randomUUID()
      const label = row.detail === null ? '' : keys.open(row.detail, codeContext(ctx.tenant, id))
      const detail = row.kind === 'proxy' ? keys.seal(JSON.stringify({ label, name: call.name }), linkContext(ctx.tenant, newLink)) : null
      const made = await makeLink(parts, w, ctx, call.account, {
        link: newLink, patient: patient.id, relation: row.kind, act: row.kind === 'proxy' ? 'invitation' : 'code', confirmed: true,
        topics: row.topics, may: row.may, endsOn: row.ends_on, givenBy: row.given_by, detail,
      })
      // A request to the desk that waits is answered by the letter.
      await w.query(sql`update st.person_link set confirmed = true where link::text = ${made.link}`)
      return made.link
    })
    if (link === undefined) return { kind: 'refused' }
    await afterLink(parts, call.account)
    return { kind: 'linked', carrier, link }
  }

  return {
    hold: (redemption, trace) => hold(redemption, nobody(trace), { address: redemption.address }),
    use,
    release: async ({ carrier, id, holder }, trace) => {
      const ctx = personCtx(keys, carrier, nobody(trace))
      await store.write(ctx, (w) => w.query(sql`
        update st.person_code set held_by = null, held_until = null where id::text = ${id} and held_by::text = ${holder}`))
    },
    redeem: async (call, redemption) => {
      const held = await hold(redemption, call, { address: redemption.address, account: call.account })
      return held.kind === 'held' ? use(call, held.hold) : held
    },
  }
}
