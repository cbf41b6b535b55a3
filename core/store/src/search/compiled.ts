import type { Sql } from '@steckwerk/kernel'
import type { Driver } from './drivers.ts'

/** A search's conditions in SQL over the scope's row. */
export interface Compiled {
  readonly filters: readonly Sql[]
  readonly drivers: readonly Driver[]
  /** A condition that nothing can meet. */
  readonly impossible: boolean
  /** Where all of it says no more than that the row has one of these tokens. */
  readonly tokens: readonly bigint[] | undefined
  /** The search has to begin with the first driver, which is the view's: how long it takes must not tell of what is out of view. */
  readonly first?: boolean
}

/** One condition. */
export interface One {
  readonly filter: Sql
  readonly drivers?: readonly Driver[]
  /** Where it says no more than that the row has one of these. */
  readonly tokens?: readonly bigint[]
}
