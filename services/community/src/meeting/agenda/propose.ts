/** A card that waits to be talked about. */
export interface WaitingCard {
  readonly id: string
  /** Code of a dimension; '' = none. */
  readonly topic: string
  /** When its office spoke last at a meeting before this one; '' = never. An instant. */
  readonly spoke: string
  /** When the card was brought; milliseconds since 1970 UTC. */
  readonly since: number
}

export interface Proposed {
  readonly order: readonly string[]
  /** For each card. */
  readonly minutes: number
  /** Cards that no time is left for; they stand last in the order. */
  readonly over: number
}

/** Welcome and farewell. */
export const framingMinutes = 10
/** Nobody says something worth hearing in less, and nobody listens to one office for longer. */
const [leastMinutes, mostMinutes] = [3, 15]

/** Who has not spoken for longest comes first, and brings the others of the same topic along, so that what belongs together is heard together. The time of the
 *  meeting is given to all alike, in whole minutes. length: minutes. */
export function proposeAgenda(cards: readonly WaitingCard[], length: number): Proposed {
  const fair = cards.toSorted((a, b) => (a.spoke === b.spoke ? a.since - b.since || (a.id < b.id ? -1 : 1) : a.spoke < b.spoke ? -1 : 1))
  const topics = new Map<string, WaitingCard[]>()
  // A card without a topic stands for itself.
  for (const card of fair) topics.set(card.topic === '' ? `card ${card.id}` : card.topic, [...topics.get(card.topic) ?? [], card])
  const order = [...topics.values()].flat().map(({ id }) => id)
  const room = Math.max(0, length - framingMinutes)
  const minutes = Math.min(mostMinutes, Math.max(leastMinutes, Math.floor(room / Math.max(1, order.length))))
  return { order, minutes, over: Math.max(0, order.length - Math.floor(room / minutes)) }
}
