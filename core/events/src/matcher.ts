import { extract, type Condition, type Resource } from '@steckwerk/fhir'
import type { Reader, Stored } from '@steckwerk/store'
import { isLinked, type Criteria } from './criteria.ts'
import { meets, type Candidate } from './meets.ts'
import type { Watch } from './subscription-form.ts'
import type { InteractionKind } from './topics.ts'

/** One change of a resource, in its place in the order of commits. */
export interface Change {
  readonly type: string
  readonly id: string
  readonly version: number
  readonly deleted: boolean
}

/** A change that some Subscription's criteria met. */
export interface Match {
  readonly change: Change
  readonly interaction: InteractionKind
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** Ids of Subscriptions, and for each the topic that fired. */
  readonly told: ReadonlyMap<string, string>
}

/** What several Subscriptions watch in the same words: asked once. */
interface Shared {
  readonly watch: Watch
  readonly subscriptions: string[]
}

interface OfType {
  /** By a token or reference that the resource must have: `status|booked`. */
  readonly byKey: Map<string, Shared[]>
  readonly others: Shared[]
}

interface Seen extends Candidate {
  readonly resource: Resource
  /** Every token and reference of it, as keys. */
  readonly keys: ReadonlySet<string>
}

const conditionsOf = (watch: Watch): readonly Condition[] => [...(watch.current?.conditions ?? []), ...watch.filters.flatMap(({ conditions }) => conditions)]

/** Keys of which a resource that meets the condition has at least one; undefined where that cannot be said. */
function keysOf(condition: Condition): readonly string[] | undefined {
  if (condition.kind === 'token' && !condition.negate) {
    return condition.values.every(({ code }) => code !== undefined) ? condition.values.map(({ code }) => `${condition.param}|${code}`) : undefined
  }
  if (condition.kind === 'reference') {
    return condition.values.every(({ id }) => id !== undefined) ? condition.values.map(({ id }) => `${condition.param}/${id}`) : undefined
  }
  return undefined
}

function seen(row: Stored): Seen {
  const resource = JSON.parse(row.text!) as Resource
  const found = extract(resource)
  const keys = new Set<string>()
  for (const { param, code } of found.tokens) keys.add(`${param}|${code}`)
  for (const { param, id } of found.references) if (id !== undefined) keys.add(`${param}/${id}`)
  return { id: row.id, lastUpdated: row.lastUpdated, found, resource, keys }
}

/** Finds whom a change concerns. With a thousand Subscriptions few are looked at for each change: those of its type that ask for a code or reference which
 *  it has, and those that name none. */
export class Matcher {
  readonly #types = new Map<string, OfType>()

  constructor(watches: Iterable<readonly [subscription: string, watch: readonly Watch[]]>) {
    const shared = new Map<string, Shared>()
    for (const [subscription, list] of watches) {
      for (const [at, watch] of list.entries()) {
        const key = JSON.stringify([watch.topic, watch.type, at, watch.filters.map(({ text }) => text)])
        const known = shared.get(key)
        if (known !== undefined) known.subscriptions.push(subscription)
        else {
          const made: Shared = { watch, subscriptions: [subscription] }
          shared.set(key, made)
          this.#place(made)
        }
      }
    }
  }

  #place(one: Shared): void {
    let ofType = this.#types.get(one.watch.type)
    if (ofType === undefined) this.#types.set(one.watch.type, (ofType = { byKey: new Map(), others: [] }))
    // Of several, the one with the fewest values: an identifier rather than a status.
    const keys = conditionsOf(one.watch).map(keysOf).filter((some) => some !== undefined).toSorted((a, b) => rank(a) - rank(b))[0]
    if (keys === undefined) {
      ofType.others.push(one)
      return
    }
    for (const key of new Set(keys)) {
      const list = ofType.byKey.get(key)
      if (list === undefined) ofType.byKey.set(key, [one])
      else list.push(one)
    }
  }

  /** Whether anybody is told of changes of this type. */
  watches(type: string): boolean {
    return this.#types.has(type)
  }

  /** Holds changes against the criteria, each as it was when it happened; what leads to other resources is asked of the store as it is now. `reader` sees
   *  everything of the carrier. */
  async match(reader: Reader, changes: readonly Change[]): Promise<readonly Match[]> {
    const concerned = changes.filter(({ type, deleted }) => !deleted && this.watches(type))
    if (concerned.length === 0) return []
    const rows = await versionsOf(reader, concerned)
    const matches = await Promise.all(concerned.map(async (change): Promise<Match | undefined> => {
      const row = rows.get(keyOf(change))
      // Erased meanwhile, with its history.
      if (row?.text === undefined) return undefined
      const after = seen(row)
      const interaction = change.version === 1 ? 'create' : 'update'
      const told = new Map<string, string>()
      for (const one of this.#near(change.type, after)) {
        if (one.watch.on.includes(interaction) && (await this.#fires(reader, change, one.watch, after))) {
          for (const subscription of one.subscriptions) told.set(subscription, one.watch.topic)
        }
      }
      return told.size === 0 ? undefined : { change, interaction, at: row.lastUpdated, told }
    }))
    return matches.filter((match) => match !== undefined)
  }

  #near(type: string, { keys }: Seen): Set<Shared> {
    const { byKey, others } = this.#types.get(type)!
    const near = new Set(others)
    if (byKey.size > 0) for (const key of keys) for (const one of byKey.get(key) ?? []) near.add(one)
    return near
  }

  async #fires(reader: Reader, change: Change, watch: Watch, after: Seen): Promise<boolean> {
    const all: readonly Criteria[] = [...(watch.current === undefined ? [] : [watch.current]), ...watch.filters]
    for (const { type, conditions } of all) {
      const plain = conditions.filter((condition) => !isLinked([condition]))
      if (!plain.every((condition) => meets(after, condition, () => false))) return false
      const linked = conditions.filter((condition) => isLinked([condition]))
      if (linked.length > 0 && !(await isFound(reader, type, change.id, linked))) return false
    }
    if (watch.before === undefined) return true
    if (!watch.before(undefined, after.resource)) return false
    const before = change.version === 1 ? undefined : await reader.version(change.type, change.id, change.version - 1)
    return watch.before(before?.text === undefined ? undefined : (JSON.parse(before.text) as Record<string, unknown>), after.resource)
  }
}

/** An identifier or a reference is rarer than any code. */
const rank = (keys: readonly string[]): number => keys.length - (/^identifier\||^[a-z-]+\//.test(keys[0] ?? '') ? 1_000 : 0)

export const keyOf = ({ type, id, version }: Pick<Change, 'type' | 'id' | 'version'>): string => `${type}/${id}/${version}`

/** The versions that the changes made; mostly the current ones. */
async function versionsOf(reader: Reader, changes: readonly Change[]): Promise<Map<string, Stored>> {
  const current = await reader.getMany([...new Map(changes.map((change) => [`${change.type}/${change.id}`, change])).values()])
  const found = new Map<string, Stored>()
  await Promise.all(changes.map(async (change) => {
    const now = current.get(`${change.type}/${change.id}`)
    const row = now?.version === change.version ? now : await reader.version(change.type, change.id, change.version)
    if (row !== undefined) found.set(keyOf(change), row)
  }))
  return found
}

async function isFound(reader: Reader, type: string, id: string, conditions: readonly Condition[]): Promise<boolean> {
  const { rows } = await reader.search({
    type, conditions: [...conditions, { kind: 'id', values: [id] }], sort: [], count: 1, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
  })
  return rows.length > 0
}
