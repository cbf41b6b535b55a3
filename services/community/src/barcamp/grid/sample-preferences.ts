import { seeded } from './random.ts'
import type { GridProblem, GridSession } from './problem.ts'

/** An invented barcamp: people care for few of its topics, and vote for what belongs to them and a little beside; some sessions are wanted by many.
 *  Some hosts have two sessions, some sessions two hosts, one in eight is not there at one time, one in ten wants a large room, one in eight a projector. */
export function samplePreferences(options: { readonly people: number; readonly pitches: number; readonly rooms: number; readonly slots: number; readonly seed: number }): GridProblem {
  const random = seeded(options.seed)
  const below = (most: number): number => Math.floor(random() * most)
  const ids = (letter: string, count: number): readonly string[] => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`)
  const topics = 6
  const slots = ids('s', options.slots)
  const kinds = ids('p', options.pitches).map((id) => ({ id, topic: below(topics), drawing: 0.3 + random() ** 3 }))
  const hosts = ids('h', Math.ceil(options.pitches * 0.85))
  const sessions: GridSession[] = kinds.map(({ id }, at) => ({
    id,
    hosts: [hosts[at % hosts.length]!, ...(random() < 0.15 ? [hosts[below(hosts.length)]!] : [])],
    seats: random() < 0.1 ? 40 : 0,
    equipment: random() < 0.125 ? ['projector'] : [],
    notAt: random() < 0.125 ? [slots[below(slots.length)]!] : [],
    pin: undefined,
  }))
  const ballots = Array.from({ length: options.people }, () => {
    const liked = new Set([below(topics), below(topics)])
    return kinds.filter(({ topic, drawing }) => random() < (liked.has(topic) ? 0.7 : 0.1) * drawing * 1.4).map(({ id }) => id)
  })
  return {
    rooms: ids('r', options.rooms).map((id, at) => ({ id, seats: 60 - Math.min(at, 4) * 10, equipment: at % 2 === 0 ? ['projector'] : [], closedAt: [] })),
    slots: slots.map((id) => ({ id, over: false })),
    sessions,
    ballots,
  }
}
