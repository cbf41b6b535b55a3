import type { RouteAnswer } from '@steckwerk/plug'
import { isEditor } from '../caller.ts'
import { listenTo } from '../live.ts'
import { eventOf, kinds } from './records.ts'
import type { Asked } from '../community-route.ts'

/** Tells of the event and everything of it. Editors are told of votes, too. */
export async function listen(asked: Asked): Promise<RouteAnswer> {
  const { id } = await eventOf(asked)
  return listenTo(asked, { kinds: [kinds.event, kinds.pitch, kinds.board, kinds.note, ...(isEditor(asked) ? [kinds.ballot, kinds.guest] : [])], parent: id })
}
