import { seeded } from '../../barcamp/grid/random.ts'

/** Who sits together in one round, and which dimension the table talks about. */
export interface Table {
  readonly people: readonly string[]
  readonly dimension: string
}
export type Round = readonly Table[]

export interface DatingProblem {
  /** Ids of those who take part from now on, each once. */
  readonly people: readonly string[]
  /** Codes; each table of a round talks about one. */
  readonly dimensions: readonly string[]
  readonly rounds: number
  /** At most so many tables; with fewer than pairs need, groups get larger. */
  readonly tables: number
  /** Rounds that have been: they stay, and who met in them has met. */
  readonly past: readonly Round[]
}

/** Swaps that are tried for each round that is planned. */
const triesPerRound = 4_000

/** Plans the rounds that are left: nobody sits at two tables of a round, everybody meets as many different others as possible, and each table has a dimension
 *  that its people have talked about as seldom as possible. Where pairs are left over, one table has three. The same problem gives the same plan. */
export function planDating({ people, dimensions, rounds, tables, past }: DatingProblem): readonly Round[] {
  const left = rounds - past.length
  if (left <= 0 || people.length < 2) return past
  const count = Math.max(1, Math.min(tables, Math.floor(people.length / 2)))
  const met = metIn(past, people)
  const seating = firstSeating(people.length, count, left)
  for (const round of seating) for (const table of round) meet(met, table, 1)
  improve(seating, met)
  return [...past, ...withDimensions(seating.map((round) => round.map((table) => table.map((at) => people[at]!))), dimensions, past)]
}

/** How often each two of `width` people have met. */
interface Met {
  readonly counts: Int32Array
  readonly width: number
}

function metIn(past: readonly Round[], people: readonly string[]): Met {
  const index = new Map(people.map((id, at) => [id, at]))
  const met = { counts: new Int32Array(people.length ** 2), width: people.length }
  for (const table of past.flat()) meet(met, table.people.flatMap((id) => index.get(id) ?? []), 1)
  return met
}

function meet({ counts, width }: Met, table: readonly number[], by: number): void {
  for (const one of table) for (const other of table) if (one !== other) counts[one * width + other]! += by
}

/** Pairs of a round by the circle method: no two meet again before all have met. With an odd number the last of them is alone. */
function circlePairs(people: number, round: number): readonly (readonly number[])[] {
  const places = people + (people % 2)
  const at = (place: number): number => (place === places - 1 ? places - 1 : (place + round) % (places - 1))
  const pairs = Array.from({ length: places / 2 }, (_, pair) => (pair === 0 ? [at(places - 1), at(0)] : [at(pair), at(places - 1 - pair)]))
  return pairs.map((pair) => pair.filter((one) => one < people)).toSorted((a, b) => b.length - a.length)
}

function firstSeating(people: number, tables: number, rounds: number): number[][][] {
  return Array.from({ length: rounds }, (_, round) => {
    const seats: number[][] = Array.from({ length: tables }, () => [])
    circlePairs(people, round).forEach((pair, at) => seats[pair.length === 2 ? at % tables : (at + round) % tables]!.push(...pair))
    return seats
  })
}

/** Swaps people between tables of a round as long as it lets fewer meet again, or as few others. */
function improve(seating: number[][][], met: Met): void {
  const random = seeded(seating.length * 7919 + met.width)
  const pick = (length: number): number => Math.floor(random() * length)
  const { counts, width } = met
  let cost = counts.reduce((sum, times) => sum + times * times, 0) / 2
  const best = leastCost(counts.reduce((sum, times) => sum + times, 0) / 2, width * (width - 1) / 2)
  for (let tries = triesPerRound * seating.length; tries > 0 && cost > best; tries--) {
    const round = seating[pick(seating.length)]!
    const [from, to] = [round[pick(round.length)]!, round[pick(round.length)]!]
    if (from === to) continue
    const [leaves, comes] = [pick(from.length), pick(to.length)]
    const [one, other] = [from[leaves]!, to[comes]!]
    const gains = (person: number, table: readonly number[], but: number): number => table.reduce((sum, next) => (next === but ? sum : sum + 2 * counts[person * width + next]! + 1), 0)
    const loses = (person: number, table: readonly number[]): number => table.reduce((sum, next) => (next === person ? sum : sum + 2 * counts[person * width + next]! - 1), 0)
    const change = gains(one, to, other) - loses(one, from) + gains(other, from, one) - loses(other, to)
    if (change > 0) continue
    for (const table of [from, to]) meet(met, table, -1)
    from[leaves] = other
    to[comes] = one
    for (const table of [from, to]) meet(met, table, 1)
    cost += change
  }
}

/** Squares added up where so many meetings are spread evenly over the pairs. */
function leastCost(meetings: number, pairs: number): number {
  const [each, more] = [Math.floor(meetings / pairs), meetings % pairs]
  return (pairs - more) * each ** 2 + more * (each + 1) ** 2
}

/** Each table gets what its people had least; what no table had yet comes first where there is just enough room left for it. */
function withDimensions(seating: readonly (readonly (readonly string[])[])[], dimensions: readonly string[], past: readonly Round[]): readonly Round[] {
  const had = new Map<string, number>()
  const key = (person: string, dimension: string): string => `${person} ${dimension}`
  const note = ({ people, dimension }: Table): void => {
    had.set(dimension, (had.get(dimension) ?? 0) + 1)
    for (const person of people) had.set(key(person, dimension), (had.get(key(person, dimension)) ?? 0) + 1)
  }
  past.flat().forEach(note)
  let room = seating.reduce((sum, round) => sum + round.length, 0)
  return seating.map((round) => {
    const inRound = new Set<string>()
    return round.map((people) => {
      const missing = dimensions.filter((dimension) => !had.has(dimension))
      const open = missing.length > 0 && missing.length >= room ? missing : dimensions
      const weight = (dimension: string): number => people.reduce((sum, person) => sum + (had.get(key(person, dimension)) ?? 0), 0) * 1000 + (had.get(dimension) ?? 0) * 10 + (inRound.has(dimension) ? 5 : 0)
      const dimension = open.toSorted((a, b) => weight(a) - weight(b))[0]!
      const table = { people, dimension }
      note(table)
      inRound.add(dimension)
      room--
      return table
    })
  })
}
