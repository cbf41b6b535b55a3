import { typeNumber } from '@steckwerk/fhir'
import { Fault, joinSql, sql, type Sql, type Tenant, type View } from '@steckwerk/kernel'
import { compileConditions } from '../search/conditions.ts'
import type { Driver } from '../search/drivers.ts'
import { Frequency, type Planner } from '../search/frequency.ts'
import type { IndexHash } from '../search/index-hash.ts'
import { usualLimits, type Scope, type ScopeSight, type Seen } from '../search/scope.ts'
import { belonged, belongs } from './belongs.ts'
import type { Letter, PreparedView, RuleOfType, SetOfType } from './prepared-view.ts'
import { setDriver } from './view-drivers.ts'

/** Filters of a view are compiled as for few rows: then nothing is asked of the database on the way. */
const unasked: Planner = {
  runner: { run: refuse, group: refuse, sql: refuse, row: refuse },
  frequency: new Frequency(),
  limits: usualLimits,
}

function refuse(): never {
  throw new Fault('internal', 'store/view-asks', 'A filter of a view cannot be put into one statement.')
}

/** A version of a resource beside its current row: by what names. */
interface Versions {
  readonly version: Sql
}

/** A view at one moment, as conditions on rows of st.res. */
export class Sight implements ScopeSight {
  readonly #prepared: PreparedView
  readonly #hash: IndexHash
  readonly #tenant: Tenant
  readonly #now: number
  /** Which view: answers to one must not be taken for those to another. */
  readonly view: View

  constructor(prepared: PreparedView, hash: IndexHash, tenant: Tenant, view: View, now: number) {
    this.#prepared = prepared
    this.#hash = hash
    this.#tenant = tenant
    this.#now = now
    this.view = view
  }

  /** For a search, of a scope's one type. */
  async search(scope: Scope): Promise<Seen> {
    const rules = this.#prepared.rules('s', scope.type)
    if (rules.length === 0) return 'none'
    if (rules.some(isOpen)) return 'all'
    const found = await Promise.all(rules.map(async (rule) => {
      const where = await this.#where(rule, scope)
      const first = rule.sets.some(({ set }) => set.first === true)
      const starts = first ? rule.sets.filter(({ set }) => set.first === true) : rule.sets
      const drivers = starts.flatMap((set) => setDriver(set, this.#now) ?? [])
      return { filter: conjunction([...this.#sets(rule.sets.map((set) => [set]), scope.row), ...where.filters]), drivers: first ? drivers : [...drivers, ...where.drivers], first }
    }))
    const drivers = found.map((one) => one.drivers)
    return {
      filter: disjunction(found.map((one) => one.filter)),
      drivers: drivers.some((some) => some.length === 0) ? [] : drivers.length === 1 ? drivers[0]! : [{ kind: 'either', of: drivers }],
      first: found.some((one) => one.first),
    }
  }

  /** Whether every search of the type begins with the view. */
  begins(type: string): boolean {
    const rules = this.#prepared.rules('s', type)
    return !rules.some(isOpen) && rules.some((rule) => rule.sets.some(({ set }) => set.first === true))
  }

  /** For rows of any of the types. */
  rows(letter: Letter, types: readonly string[], row: Sql): Promise<Sql | 'all' | 'none'> {
    return this.#filter(letter, types, row, undefined)
  }

  /** The same for a version of a resource whose current row is `row`: it must belong to the right Patients itself. */
  versions(letter: Letter, types: readonly string[], row: Sql, version: Sql): Promise<Sql | 'all' | 'none'> {
    return this.#filter(letter, types, row, { version })
  }

  /** The types of which nothing, and those of which everything is in view. */
  sorted(letter: Letter, types: readonly string[]): { readonly none: readonly string[]; readonly open: readonly string[]; readonly some: readonly string[] } {
    const rules = (type: string): readonly RuleOfType[] => this.#prepared.rules(letter, type)
    const none = types.filter((type) => rules(type).length === 0)
    const open = types.filter((type) => rules(type).some(isOpen))
    return { none, open, some: types.filter((type) => !none.includes(type) && !open.includes(type)) }
  }

  /** The sets that what is in view of the types belongs to, one of each rule; undefined where a rule has none. */
  beginnings(letter: Letter, types: readonly string[]): readonly SetOfType[] | undefined {
    const sets = types.flatMap((type) => this.#prepared.rules(letter, type).map((rule) => rule.sets.find(({ set }) => set.first === true) ?? rule.sets.find(({ set }) => set.ids !== undefined && set.admitted === undefined)))
    return sets.includes(undefined) ? undefined : (sets as SetOfType[])
  }

  get now(): number {
    return this.#now
  }

  async #filter(letter: Letter, types: readonly string[], row: Sql, versions: Versions | undefined): Promise<Sql | 'all' | 'none'> {
    const { none, open, some } = this.sorted(letter, types)
    if (none.length === types.length) return 'none'
    if (open.length === types.length) return 'all'
    const ofType = (of: readonly string[], filter: Sql): Sql => (types.length === 1 ? filter : sql`(${row}.rt = any(${of.map(typeNumber)}::int2[]) and ${filter})`)
    const ways: Sql[] = open.length === 0 ? [] : [ofType(open, sql`true`)]
    // A rule holds alike for all its types, but for queries: these speak of one.
    const groups = new Map<string, { readonly types: string[]; readonly rules: RuleOfType[] }>()
    for (const type of some) {
      for (const rule of this.#prepared.rules(letter, type)) {
        const key = rule.where.length === 0 ? String(rule.number) : `${rule.number} ${type}`
        const group = groups.get(key) ?? { types: [], rules: [] }
        group.types.push(type)
        group.rules.push(rule)
        groups.set(key, group)
      }
    }
    for (const group of groups.values()) {
      const [rule] = group.rules
      const sets = rule!.sets.map((_, i) => group.rules.map((one) => one.sets[i]!))
      const where = rule!.where.length === 0 ? [] : (await this.#where(rule!, { hash: this.#hash, tenant: this.#tenant, type: group.types[0]!, row, depth: 100 })).filters
      const now = conjunction([...this.#sets(sets, row), ...where])
      ways.push(ofType(group.types, versions === undefined || sets.length === 0 ? now : sql`${now} and ${this.#was(sets, row, versions)}`))
    }
    return disjunction(ways)
  }

  #sets(sets: readonly (readonly SetOfType[])[], row: Sql): Sql[] {
    return sets.map((of) => belongs({ name: row, of }, this.#now))
  }

  #was(sets: readonly (readonly SetOfType[])[], row: Sql, { version }: Versions): Sql {
    const then = sets.map((of) => belonged({ name: version, of }, this.#now))
    return sql`(${version}.hp is not distinct from ${row}.hp or (${conjunction(then)}))`
  }

  /** Queries of a rule are not limited by the view themselves. */
  async #where(rule: RuleOfType, scope: Scope): Promise<{ readonly filters: readonly Sql[]; readonly drivers: readonly Driver[] }> {
    if (rule.where.length === 0) return { filters: [], drivers: [] }
    const { sight: _, ...unlimited } = scope
    const compiled = await compileConditions(unasked, unlimited, rule.where, true)
    return compiled.impossible ? { filters: [sql`false`], drivers: [] } : compiled
  }
}

const isOpen = ({ sets, where }: RuleOfType): boolean => sets.length === 0 && where.length === 0
const conjunction = (all: readonly Sql[]): Sql => (all.length === 0 ? sql`true` : joinSql(all))
const disjunction = (ways: readonly Sql[]): Sql => (ways.length === 1 ? sql`(${ways[0]!})` : sql`(${joinSql(ways.map((way) => sql`(${way})`), ' or ')})`)
