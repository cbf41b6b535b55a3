import type { PlugDocument } from '@steckwerk/plug'
import type { Ballot } from '../ballots.ts'
import type { GridCell, GridProblem } from './grid/problem.ts'
import type { Board, Pitch } from './records.ts'
import type { BarcampEvent } from './shapes.ts'

/** All that a grid is planned from. */
export interface Stand {
  readonly event: BarcampEvent
  readonly pitches: readonly PlugDocument<Pitch>[]
  readonly board: Board
  readonly ballots: readonly PlugDocument<Ballot>[]
  readonly now: number
}

/** Where each session that is still offered stands. */
export function cellsOf({ pitches, board }: Pick<Stand, 'pitches' | 'board'>): ReadonlyMap<string, GridCell> {
  return new Map(pitches.flatMap(({ id }) => board.cells[id] === undefined ? [] : [[id, board.cells[id]]]))
}

/** What is parked takes no part; what has begun stays where it is, as pins do. */
export function problemOf({ event, pitches, board, ballots, now }: Stand): GridProblem {
  const over = new Set(event.slots.flatMap(({ id, start }) => Date.parse(start) <= now ? [id] : []))
  const taking = pitches.filter(({ id }) => !board.parked.includes(id))
  const offered = new Set(taking.map(({ id }) => id))
  return {
    rooms: event.rooms,
    slots: event.slots.map(({ id }) => ({ id, over: over.has(id) })),
    sessions: taking.map(({ id, body }) => {
      const cell = board.cells[id]
      const stays = cell !== undefined && (board.pinned.includes(id) || over.has(cell.slot))
      return { id, hosts: body.hosts.map((host) => host.toLocaleLowerCase('de').replaceAll(/\s+/g, ' ')), seats: body.seats, equipment: body.equipment, notAt: body.notAt, pin: stays ? cell : undefined }
    }),
    ballots: ballots.map(({ body }) => Object.entries(body.votes).flatMap(([id, { want }]) => want && offered.has(id) ? [id] : [])),
  }
}
