/** What a grid of sessions is planned from. Ids are the event's own. */
export interface GridProblem {
  readonly rooms: readonly GridRoom[]
  /** In the order of the day. */
  readonly slots: readonly GridSlot[]
  readonly sessions: readonly GridSession[]
  /** Each person's wishes: ids of sessions. What is no session of this problem does not count. */
  readonly ballots: readonly (readonly string[])[]
}

export interface GridRoom {
  readonly id: string
  readonly seats: number
  readonly equipment: readonly string[]
  /** Slots in which it cannot be used. */
  readonly closedAt: readonly string[]
}

export interface GridSlot {
  readonly id: string
  /** It has begun: only what is pinned stands in it. */
  readonly over: boolean
}

export interface GridSession {
  readonly id: string
  /** Who must be there; the same text is the same person. */
  readonly hosts: readonly string[]
  /** The least seats its hosts want; 0 = any room. */
  readonly seats: number
  readonly equipment: readonly string[]
  /** Slots in which one of its hosts is not there. */
  readonly notAt: readonly string[]
  /** Where somebody wants it to stay. */
  readonly pin: GridCell | undefined
}

export interface GridCell {
  readonly slot: string
  readonly room: string
}

/** Why a session has no cell: no room is large enough and has what it needs · its hosts are there at no open time · its pin's cell is taken, closed or unknown,
 *  or a host is elsewhere then · nothing is free that it fits. */
export type UnplacedReason = 'no-room' | 'no-time' | 'pin' | 'full'

/** What a pin breaks, knowingly: the room has too few seats · lacks equipment · a host is not there then. */
export type BrokenNeed = 'seats' | 'equipment' | 'host-away'

export interface GridPlan {
  readonly cells: ReadonlyMap<string, GridCell>
  readonly unplaced: readonly { readonly session: string; readonly reason: UnplacedReason }[]
  readonly broken: readonly { readonly session: string; readonly need: BrokenNeed }[]
  /** Wishes that nobody can follow: of a person's sessions in one slot all but one, and each that does not take place. */
  readonly unmet: number
}
