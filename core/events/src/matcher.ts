import { extract, type Condition, type Extracted, type Resource } from '@steckwerk/fhir'
import type { Reader, Stored } from '@steckwerk/store'
import { isLinked, type Criteria } from './criteria.ts'
import { meets, type Candidate } from './meets.ts'
import type { Watch } from './subscription-form.ts'
import type { InteractionKind } from './topics.ts'
import { WatchIndex } from './watch-index.ts'

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

/** Resources held at once, however much a hub has to catch up on. */
const together = 500

/** A stored version; what it is found by is taken out only where somebody asks for it. */
class Looked implements Candidate {
  readonly id: string
  readonly lastUpdated: number
  readonly resource: Resource
  #found: Extracted | undefined

  constructor({ id, lastUpdated, text }: Stored) {
    this.id = id
    this.lastUpdated = lastUpdated
    this.resource = JSON.parse(text!) as Resource
  }

  get found(): Extracted {
    return (this.#found ??= extract(this.resource))
  }
}

/** Finds whom a change concerns. */
export class Matcher {
  readonly #index: WatchIndex

  constructor(watches: Iterable<readonly [subscription: string, watch: readonly Watch[]]>) {
    this.#index = new WatchIndex(watches)
  }

  /** Whether anybody is told of changes of this type. */
  watches(type: string): boolean {
    return this.#index.watches(type)
  }

  /** Holds changes against the criteria, each as it was when it happened; what leads to other resources is asked of the store as it is now. `reader` sees
   *  everything of the carrier. */
  async match(reader: Reader, changes: readonly Change[]): Promise<readonly Match[]> {
    const concerned = changes.filter(({ type, deleted }) => !deleted && this.watches(type))
    const matches: Match[] = []
    for (let from = 0; from < concerned.length; from += together) {
      const some = concerned.slice(from, from + together)
      const rows = await versionsOf(reader, some)
      const found = await Promise.all(some.map((change) => this.#matchOne(reader, change, rows.get(keyOf(change)))))
      matches.push(...found.filter((match) => match !== undefined))
    }
    return matches
  }

  async #matchOne(reader: Reader, change: Change, row: Stored | undefined): Promise<Match | undefined> {
    // Erased meanwhile, with its history.
    if (row?.text === undefined) return undefined
    const after = new Looked(row)
    const interaction = change.version === 1 ? 'create' : 'update'
    const told = new Map<string, string>()
    for (const { watch, subscriptions } of this.#index.near(after.resource)) {
      if (!watch.on.includes(interaction) || !(await fires(reader, change, watch, after))) continue
      for (const subscription of subscriptions) told.set(subscription, watch.topic)
    }
    return told.size === 0 ? undefined : { change, interaction, at: row.lastUpdated, told }
  }
}

async function fires(reader: Reader, change: Change, watch: Watch, after: Looked): Promise<boolean> {
  const all: readonly Criteria[] = [...(watch.current === undefined ? [] : [watch.current]), ...watch.filters]
  for (const { type, conditions } of all) {
    const linked: Condition[] = []
    for (const condition of conditions) {
      if (isLinked([condition])) linked.push(condition)
      else if (!meets(after, condition)) return false
    }
    if (linked.length > 0 && !(await isFound(reader, type, change.id, linked))) return false
  }
  if (watch.before === undefined) return true
  if (!watch.before(undefined, after.resource)) return false
  const before = change.version === 1 ? undefined : await reader.version(change.type, change.id, change.version - 1)
  return watch.before(before?.text === undefined ? undefined : (JSON.parse(before.text) as Record<string, unknown>), after.resource)
}

const keyOf = ({ type, id, version }: Pick<Change, 'type' | 'id' | 'version'>): string => `${type}/${id}/${version}`

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
