import { dateRange, fold, type Condition } from '@steckwerk/fhir'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import { isDay } from './age.ts'
import type { PersonAttempts } from './attempts.ts'
import type { PersonParts } from './making.ts'
import { nameOf, parsed } from './patient-facts.ts'
import { writeNoted } from './person-audit.ts'

/** Who stands at the desk or telephones: a number of theirs, or family name and day of birth (YYYY-MM-DD), and a given name where others share both. */
export type ExactSearch = { readonly identifier: string } | { readonly family: string; readonly birthDate: string; readonly given?: string | undefined }

export type ExactFound =
  | { readonly kind: 'one'; readonly patient: { readonly id: string; readonly name: string; readonly birthDate: string | undefined } }
  | { readonly kind: 'none' }
  | { readonly kind: 'several' }
  | { readonly kind: 'wait'; readonly seconds: number }

/** Finds a Patient of the carrier whose record the asker does not see: only where everything is said exactly, and nothing is told until then. Each search is
 *  in the access log; misses are counted for the account. */
export interface ExactSearches {
  /** Faults: access/exact-birth-date. */
  find(ctx: Ctx, account: string, search: ExactSearch): Promise<ExactFound>
}

/** Of one family name and day; more are told apart by a number. */
const most = 50

interface Name {
  readonly family?: string
  readonly given?: readonly string[]
}

function conditionsOf(search: ExactSearch): Condition[] {
  if ('identifier' in search) return [{ kind: 'token', param: 'identifier', negate: false, values: [{ system: undefined, code: search.identifier }] }]
  const day = isDay(search.birthDate) ? dateRange(search.birthDate) : undefined
  if (day === undefined) throw new Fault('invalid', 'access/exact-birth-date', 'The birth date must be a day: YYYY-MM-DD.', { at: 'birthDate' })
  return [
    { kind: 'string', param: 'family', match: 'starts', values: [fold(search.family)] },
    { kind: 'date', param: 'birthdate', values: [{ prefix: 'eq', ...day }] },
  ]
}

const same = (a: string, b: string | undefined): boolean => b !== undefined && fold(a.trim()) === fold(b.trim())

/** A given name by itself, or all of them. */
function isNamed({ family, given }: Name, search: Exclude<ExactSearch, { identifier: string }>): boolean {
  return same(search.family, family) && (search.given === undefined || same(search.given, given?.join(' ')) || given?.some((one) => same(search.given!, one)) === true)
}

async function search(reader: Reader, wanted: ExactSearch): Promise<readonly Extract<ExactFound, { kind: 'one' }>['patient'][]> {
  const { rows } = await reader.search({
    type: 'Patient', conditions: conditionsOf(wanted), sort: [], count: most, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
  })
  return rows.flatMap((row) => {
    const patient = parsed(row)
    const merged = (patient?.link as readonly { readonly type?: string }[] | undefined)?.some(({ type }) => type === 'replaced-by') === true
    if (patient === undefined || merged || patient.active === false) return []
    if (!('identifier' in wanted) && (patient.birthDate !== wanted.birthDate || !((patient.name as readonly Name[] | undefined) ?? []).some((name) => isNamed(name, wanted)))) return []
    return [{ id: row.id, name: nameOf(patient), birthDate: patient.birthDate as string | undefined }]
  })
}

export function createExactSearches({ store, clock, audit }: PersonParts, attempts: PersonAttempts): ExactSearches {
  return {
    find: async (ctx, account, wanted) => {
      const who = { 'desk-search': account }
      const seconds = await attempts.begin(who, clock.now())
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const found = await store.read(ctx, (reader) => search(reader, wanted))
      await writeNoted(store, audit, ctx, async (w) => {
        // Whom it did not tell of was not looked at.
        await audit.note(w, ctx, { event: 'search', type: 'Patient', patients: found.length === 1 ? [found[0]!.id] : [] })
      })
      if (found.length === 0) return { kind: 'none' }
      if (found.length > 1) return { kind: 'several' }
      await attempts.succeed(who, clock.now())
      return { kind: 'one', patient: found[0]! }
    },
  }
}
