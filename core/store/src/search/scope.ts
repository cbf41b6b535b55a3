import { ident, sql, type Sql, type Tenant, type View } from '@steckwerk/kernel'
import type { Driver } from './drivers.ts'
import type { IndexHash } from './index-hash.ts'

/** Where a condition stands: which rows of st.res it speaks of, under which name. */
export interface Scope {
  readonly hash: IndexHash
  readonly tenant: Tenant
  readonly type: string
  /** The row's name in the statement: `r`, and `r1`, `r2` … along a chain. */
  readonly row: Sql
  readonly depth: number
  /** What may be seen, of this type and of those at the other ends of references; undefined = everything. */
  readonly sight?: ScopeSight | undefined
}

/** What may be seen of a scope: all, nothing, or what meets the filter. */
export type Seen = 'all' | 'none' | Filtered

export interface Filtered {
  readonly filter: Sql
  /** Ways to collect what is in view; one of them will do. */
  readonly drivers: readonly Driver[]
  /** Everything has to begin with the first of them. */
  readonly first: boolean
}

/** A view, as far as searches ask it. */
export interface ScopeSight {
  readonly view: View
  search(scope: Scope): Promise<Seen>
}

export function rootScope(hash: IndexHash, tenant: Tenant, type: string, sight?: ScopeSight): Scope {
  return { hash, tenant, type, row: sql`r`, depth: 0, sight }
}

/** The scope at the other end of a reference. */
export function linkedScope(scope: Scope, type: string): Scope {
  const depth = scope.depth + 1
  return { ...scope, type, depth, row: sql`${ident(`r${depth}`)}` }
}

/** From where on a way of searching is given up for another. Windows are literals in the statement: the planner must see
 *  that few rows are wanted. */
export interface Limits {
  /** From this many matches on, a condition counts as frequent: walking an index in the wanted order then meets matches soon
   *  enough, and collecting all of them would cost more. */
  readonly frequent: number
  /** Below this many candidates, each may be looked at along its references. */
  readonly few: number
  /** Up to this many resources at the far end of a reference are fetched to go on from there. */
  readonly targets: number
  /** A condition that the first window found rare among the newest rows is counted up to here before a wider one is walked. */
  readonly wideCount: number
  /** Rows looked at by the first walk, and by the second. */
  readonly window: Sql
  readonly wideWindow: Sql
}

export const usualLimits: Limits = {
  frequent: 2_000, few: 200, targets: 2_000, wideCount: 20_000, window: sql`limit 5000`, wideWindow: sql`limit 50000`,
}
