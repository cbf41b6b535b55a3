import type { PlugCarrier } from '@steckwerk/plug'
import type { Actor } from '../directory/actor.ts'
import type { GermanIndex } from '../search/german-index.ts'
import type { Item } from './item.ts'

export interface Indexed<T> {
  readonly things: readonly T[]
  readonly index: GermanIndex<T>
}

/** What public pages show of networks, read once for many: everything, and the actors by themselves. */
export interface Shelf {
  items(carrier: PlugCarrier): Promise<Indexed<Item>>
  actors(carrier: PlugCarrier): Promise<Indexed<Actor>>
}
