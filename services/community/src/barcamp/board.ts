import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { judged, movesOf } from './grid/plan-of.ts'
import { propose } from './grid/propose.ts'
import { replan } from './grid/replan.ts'
import { allDocuments } from '../all-documents.ts'
import { tally, type Ballot } from '../ballots.ts'
import { input } from '../body.ts'
import { boardOf, eventOf, kinds, offeredPitches } from './records.ts'
import { boardInput, proposalInput } from './shapes.ts'
import { cellsOf, problemOf, type Stand } from './stand.ts'
import type { Asked } from '../community-route.ts'

/** The moderators' board: everything in the queue, set aside and in the grid, with votes, and what is wrong with the grid as it stands. */
export async function showBoard(asked: Asked): Promise<RouteAnswer> {
  const { stand, version } = await standOf(asked)
  const votes = tally(stand.ballots)
  const problem = problemOf(stand)
  const cells = cellsOf(stand)
  const judgement = judged(problem, cells)
  // Wishes for what is still in the queue are not unmet yet.
  const queued = problem.sessions.reduce((sum, { id }) => cells.has(id) ? sum : sum + (votes.get(id) ?? 0), 0)
  return {
    status: 200,
    json: {
      version, ...stand.board, voters: stand.ballots.length, unmet: judgement.unmet - queued, broken: judgement.broken,
      misplaced: judgement.unplaced.flatMap(({ session }) => stand.board.cells[session] === undefined ? [] : [session]),
      votes: Object.fromEntries(stand.pitches.map(({ id }) => [id, votes.get(id) ?? 0])),
    },
  }
}

/** Puts the board as a moderator wants it. Two sessions in one cell, a host in two places and unknown ids are refused; what hosts asked for is only warned of.
 *  Faults: community/board-clash, community/board-changed. */
export async function changeBoard(asked: Asked): Promise<RouteAnswer> {
  const { version, ...board } = input(boardInput, asked)
  const { stand } = await standOf(asked)
  const offered = new Set(stand.pitches.map(({ id }) => id))
  const known = (id: string): boolean => offered.has(id)
  const cells = Object.fromEntries(Object.entries(board.cells).filter(([id]) => known(id)))
  const wanted = { cells, pinned: board.pinned.filter((id) => known(id) && cells[id] !== undefined), parked: board.parked.filter((id) => known(id) && cells[id] === undefined) }
  const problem = problemOf({ ...stand, board: wanted })
  // A room that is closed since, or what stood there already, may stay until somebody moves it: only what is put anew must be sound.
  const { unplaced } = judged({ ...problem, rooms: problem.rooms.map((room) => ({ ...room, closedAt: [] })) }, new Map(Object.entries(cells)))
  if (unplaced.some(({ session }) => cells[session] !== undefined)) throw new Fault('conflict', 'community/board-clash', 'Two sessions would have one room, or a host would be in two places.')
  const event = asked.call.params['event']!
  const [now] = await asked.documents.write([{ kind: kinds.board, id: event, parent: event, body: wanted, version }]).catch((thrown: unknown) => {
    if (thrown instanceof Fault && thrown.code === 'plug/document-changed') throw new Fault('conflict', 'community/board-changed', 'Somebody else has changed the board in the meantime.')
    throw thrown
  })
  return { status: 200, json: { version: now } }
}

/** What a grid could be, and what it would change; changes nothing itself. */
export async function makeProposal(asked: Asked): Promise<RouteAnswer> {
  const { kind } = input(proposalInput, asked)
  const { stand, version } = await standOf(asked)
  const problem = problemOf(stand)
  const before = cellsOf(stand)
  const plan = kind === 'new' ? await propose(problem) : replan(problem, before).plan
  return {
    status: 200,
    json: {
      version, cells: Object.fromEntries(plan.cells), unplaced: plan.unplaced, broken: plan.broken, unmet: plan.unmet, unmetBefore: judged(problem, before).unmet,
      ...movesOf(problem, before, plan),
    },
  }
}

async function standOf(asked: Asked): Promise<{ readonly stand: Stand; readonly version: number }> {
  const { id, body: event } = await eventOf(asked)
  const { documents, now } = asked
  const [pitches, { board, version }, ballots] = await Promise.all([offeredPitches(documents, id), boardOf(documents, id), allDocuments<Ballot>(documents, kinds.ballot, id)])
  return { stand: { event, pitches, board, ballots, now }, version }
}
