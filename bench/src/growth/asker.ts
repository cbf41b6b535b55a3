import { parseSearch, type SearchQuery } from '@steckwerk/fhir'
import type { RegionCarrier, RegionDatabase } from '../grow/region-database.ts'
import { seeded } from '../random.ts'
import { patientNumber } from '../store/region.ts'
import type { SearchShape } from '../store/shapes.ts'

/** Who asks: people of every carrier in proportion to its size, or those of the smallest one. */
export type Askers = 'all carriers' | 'smallest carrier'

const ready = 500
/** A carrier with fewer files may happen to have nothing of a code within a year. */
const certainFiles = 20

/** Searches of one shape over one region, made before the clock starts. */
export class Asker {
  readonly #database: RegionDatabase
  readonly #shape: SearchShape
  readonly #searches: readonly { readonly carrier: RegionCarrier; readonly query: SearchQuery }[]
  #turn = 0
  #rows = 0

  constructor(database: RegionDatabase, shape: SearchShape, askers: Askers) {
    this.#database = database
    this.#shape = shape
    const random = seeded(7)
    const carriers = askers === 'all carriers' ? database.carriers : database.carriers.slice(-1)
    this.#searches = Array.from({ length: ready }, (_, turn) => {
      const carrier = bySize(carriers, random())
      return { carrier, query: queryOf(shape, carrier, Math.floor(random() * carrier.files), turn) }
    })
  }

  /** Mean number of resources found so far. */
  get rows(): number {
    return this.#rows / Math.max(1, this.#turn)
  }

  async ask(): Promise<void> {
    const { carrier, query } = this.#searches[this.#turn++ % ready]!
    const { rows } = await this.#database.store.read(carrier.ctx, (reader) => reader.search(query))
    this.#rows += rows.length
    if (this.#shape.always && rows.length === 0 && carrier.files >= certainFiles) throw new Error(`${this.#shape.name} found nothing`)
  }
}

/** The search of a shape about one of the carrier's patients. */
export function queryOf(shape: SearchShape, carrier: RegionCarrier, file: number, turn: number): SearchQuery {
  const number = carrier.first + file
  return parseSearch(shape.type, shape.pairs({ patient: `p${number}`, number: patientNumber(number).value }, turn), { lenient: false, maxCount: 100 }).query
}

/** The carrier in whose share of everything `place` (0 to below 1) lies. */
export function bySize<T extends { readonly files: number }>(carriers: readonly T[], place: number): T {
  let left = place * carriers.reduce((sum, { files }) => sum + files, 0)
  return carriers.find(({ files }) => (left -= files) < 0) ?? carriers.at(-1)!
}
