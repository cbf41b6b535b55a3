import { readTogether, type ReadTogether } from './read-together.ts'
import { writeTogether, type WriteTogether } from './write-together.ts'

/** What a whole hall asks for or sends at once, as one piece of work. Names are of the whole service: they begin with the network. */
export interface Together {
  readonly read: ReadTogether
  readonly write: WriteTogether
}

export function together(): Together {
  return { read: readTogether(), write: writeTogether() }
}
