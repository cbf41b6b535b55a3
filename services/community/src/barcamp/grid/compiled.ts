import type { BrokenNeed, GridProblem, GridRoom, GridSession, UnplacedReason } from './problem.ts'

/** A problem by numbers: cell = slot × rooms + room; -1 = none. */
export interface Compiled {
  readonly problem: GridProblem
  readonly rooms: number
  readonly slots: number
  readonly cells: number
  readonly people: number
  readonly hostCount: number
  /** Of each session. */
  readonly hosts: readonly (readonly number[])[]
  readonly voters: readonly Int32Array[]
  /** Session × person: 1 = is among its voters. */
  readonly wants: Uint8Array
  /** Cells where it may stand as far as its own needs go, ascending; for a pinned one, the pin. */
  readonly open: readonly (readonly number[])[]
  /** Session × cell: the same, 1 = may. */
  readonly fits: Uint8Array
  readonly pinned: Int32Array
  /** Why it can stand nowhere. */
  readonly hopeless: readonly (UnplacedReason | undefined)[]
  readonly broken: readonly { readonly session: string; readonly need: BrokenNeed }[]
}

export function compiled(problem: GridProblem): Compiled {
  const { rooms, slots, sessions } = problem
  const number = new Map(sessions.map(({ id }, at) => [id, at]))
  const hostNumbers = new Map<string, number>()
  for (const { hosts } of sessions) for (const host of hosts) if (!hostNumbers.has(host)) hostNumbers.set(host, hostNumbers.size)
  const voters: number[][] = sessions.map(() => [])
  problem.ballots.forEach((ballot, person) => {
    for (const id of new Set(ballot)) {
      const session = number.get(id)
      if (session !== undefined) voters[session]!.push(person)
    }
  })
  const hosts = sessions.map((session) => [...new Set(session.hosts)].map((host) => hostNumbers.get(host)!))
  const pinned = pins(problem, hosts)
  const open = sessions.map((session, at) => {
    if (session.pin !== undefined) return pinned[at] === -1 ? [] : [pinned[at]!]
    return slots.flatMap((slot, slotAt) => slot.over || session.notAt.includes(slot.id) ? [] : rooms.flatMap((room, roomAt) =>
      room.closedAt.includes(slot.id) || !suits(room, session) ? [] : [slotAt * rooms.length + roomAt]))
  })
  const cells = rooms.length * slots.length
  const fits = new Uint8Array(sessions.length * cells)
  open.forEach((all, session) => all.forEach((cell) => { fits[session * cells + cell] = 1 }))
  const wants = new Uint8Array(sessions.length * problem.ballots.length)
  voters.forEach((all, session) => all.forEach((person) => { wants[session * problem.ballots.length + person] = 1 }))
  return {
    problem, rooms: rooms.length, slots: slots.length, cells, people: problem.ballots.length, hostCount: hostNumbers.size, hosts,
    voters: voters.map((all) => Int32Array.from(all)), wants, open, fits, pinned,
    hopeless: sessions.map((session, at) => {
      if (open[at]!.length > 0) return undefined
      if (session.pin !== undefined) return 'pin'
      return rooms.some((room) => suits(room, session)) ? 'no-time' : 'no-room'
    }),
    broken: sessions.flatMap((session, at) => pinned[at] === -1 ? [] : brokenBy(session, rooms[pinned[at]! % rooms.length]!, slots[Math.floor(pinned[at]! / rooms.length)]!.id)
      .map((need) => ({ session: session.id, need }))),
  }
}

/** What this session would lack in this cell. */
export function brokenBy(session: GridSession, room: GridRoom, slot: string): readonly BrokenNeed[] {
  return [
    ...(room.seats < session.seats ? ['seats' as const] : []),
    ...(session.equipment.some((thing) => !room.equipment.includes(thing)) ? ['equipment' as const] : []),
    ...(session.notAt.includes(slot) ? ['host-away' as const] : []),
  ]
}

function suits(room: GridRoom, session: GridSession): boolean {
  return room.seats >= session.seats && session.equipment.every((thing) => room.equipment.includes(thing))
}

/** Whoever pins decides, also against the hosts' wishes; but two cannot have one cell, nobody is in two places, and a closed room stays closed. */
function pins({ rooms, slots, sessions }: GridProblem, hosts: readonly (readonly number[])[]): Int32Array {
  const pinned = new Int32Array(sessions.length).fill(-1)
  const taken = new Set<number>()
  const busy = new Set<string>()
  sessions.forEach(({ pin }, at) => {
    if (pin === undefined) return
    const [slot, room] = [slots.findIndex(({ id }) => id === pin.slot), rooms.findIndex(({ id }) => id === pin.room)]
    if (slot === -1 || room === -1 || (rooms[room]!.closedAt.includes(pin.slot) && !slots[slot]!.over)) return
    const cell = slot * rooms.length + room
    if (taken.has(cell) || hosts[at]!.some((host) => busy.has(`${slot} ${host}`))) return
    taken.add(cell)
    for (const host of hosts[at]!) busy.add(`${slot} ${host}`)
    pinned[at] = cell
  })
  return pinned
}
