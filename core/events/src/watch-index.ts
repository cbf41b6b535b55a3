import type { Condition, Resource } from '@steckwerk/fhir'
import type { Watch } from './subscription-form.ts'

/** What several Subscriptions watch in the same words: asked once. */
export interface Shared {
  readonly watch: Watch
  readonly subscriptions: string[]
}

interface OfType {
  /** By a code, an identifier or the id of a reference that the resource must have: `booked`. */
  readonly byValue: Map<string, Shared[]>
  readonly others: Shared[]
}

/** No value of criteria is longer. */
const longestValue = 2_000

export const conditionsOf = (watch: Watch): readonly Condition[] => [...(watch.current?.conditions ?? []), ...watch.filters.flatMap(({ conditions }) => conditions)]

/** Texts of which a resource that meets the condition has at least one; undefined where that cannot be said. */
function valuesOf(condition: Condition): readonly string[] | undefined {
  let values: readonly (string | undefined)[]
  if (condition.kind === 'reference') values = condition.values.map(({ id }) => id)
  else if ((condition.kind === 'token' && !condition.negate) || condition.kind === 'identified') values = condition.values.map(({ code }) => code)
  else if (condition.kind === 'of-type') values = condition.values.map(({ value }) => value)
  else return undefined
  // What is true or false is no text of the resource.
  return values.every((value) => value !== undefined && value !== 'true' && value !== 'false') ? (values as readonly string[]) : undefined
}

/** An identifier or a reference is rarer than any code. */
const rank = (condition: Condition, values: readonly string[]): number =>
  values.length - (condition.kind === 'reference' || condition.kind === 'of-type' || condition.kind === 'identified' || (condition.kind === 'token' && condition.param === 'identifier') ? 1_000 : 0)

/** Whom a resource may concern, by its bare texts: of a thousand Subscriptions that ask for one patient each, those that name its patient. */
export class WatchIndex {
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
    if (ofType === undefined) this.#types.set(one.watch.type, (ofType = { byValue: new Map(), others: [] }))
    const [rarest] = conditionsOf(one.watch)
      .flatMap((condition) => {
        const values = valuesOf(condition)
        return values === undefined ? [] : [{ values, rank: rank(condition, values) }]
      })
      .toSorted((a, b) => a.rank - b.rank)
    if (rarest === undefined) {
      ofType.others.push(one)
      return
    }
    for (const value of new Set(rarest.values)) {
      const list = ofType.byValue.get(value)
      if (list === undefined) ofType.byValue.set(value, [one])
      else list.push(one)
    }
  }

  /** Whether anybody is told of changes of this type. */
  watches(type: string): boolean {
    return this.#types.has(type)
  }

  near(resource: Resource): ReadonlySet<Shared> {
    const found = new Set<Shared>()
    const ofType = this.#types.get(resource.resourceType)
    if (ofType === undefined) return found
    for (const one of ofType.others) found.add(one)
    if (ofType.byValue.size > 0) collect(resource, ofType.byValue, found)
    return found
  }
}

/** By every text in it; a reference also by the id it ends with. Walked by Object.values, as extraction is: several times as fast as for-in. */
function collect(value: object, byValue: ReadonlyMap<string, readonly Shared[]>, found: Set<Shared>): void {
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const member of members) {
    if (typeof member === 'string') {
      if (member.length > longestValue) continue
      for (const one of byValue.get(member) ?? []) found.add(one)
      const slash = member.indexOf('/')
      if (slash === -1) continue
      const end = member.indexOf('/', slash + 1)
      for (const one of byValue.get(member.slice(slash + 1, end === -1 ? undefined : end)) ?? []) found.add(one)
    } else if (typeof member === 'object' && member !== null) collect(member, byValue, found)
  }
}
