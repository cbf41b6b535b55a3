import { Fault } from '@steckwerk/kernel'
import type { DocumentChange, PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { input } from '../body.ts'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { asMember, kinds, type Decision, type Decisions } from './records.ts'
import { keepMeeting } from './mails.ts'
import { decisionInput, key, meetingInput, resultInput, taskInput, type GroupInput, type Meeting } from './shapes.ts'

/** Of each kind in one group. */
const mostParts = 1000

/** What is kept of a thing that a member sends, and what is written with it. */
type Keep<Body> = (asked: Asked, sent: { readonly id: string; readonly group: PlugDocument<GroupInput>; readonly known: PlugDocument | undefined; readonly body: Body }) => Promise<{ readonly body: unknown; readonly beside?: readonly DocumentChange[] }>

/** Members make, change and remove one kind of thing, by an id of their own making; version 0 = it is new. Faults: plug/document-changed, community/group-members-only,
 *  community/group-parts, community/part-unknown. */
function partRoutes<Body>(kind: string, path: string, shape: z.ZodType<Body>, keep: Keep<Body> = async (_, { body }) => ({ body })): readonly CommunityRoute[] {
  const change = z.strictObject({ version: z.number().int().min(0), body: shape })
  const idOf = ({ call }: Asked): string => {
    const given = key.safeParse(call.params['part'])
    if (!given.success) throw new Fault('not-found', 'community/part-unknown', 'There is no such thing in the group.')
    return given.data
  }
  return [
    {
      method: 'PUT', path: `/groups/:group/${path}/:part`, access: 'public', device: true,
      answer: async (asked) => {
        const { version, body } = input(change, asked)
        const [view, id] = [await asMember(asked), idOf(asked)]
        const group = view.group.id
        const known = await asked.documents.get(kind, id)
        if (known !== undefined && known.parent !== group) throw new Fault('not-found', 'community/part-unknown', 'There is no such thing in the group.')
        if (known === undefined && await asked.documents.count(kind, group) >= mostParts) throw new Fault('conflict', 'community/group-parts', 'The group has as many of these as it can have.')
        const { body: kept, beside = [] } = await keep(asked, { id, group: view.group, known, body })
        await asked.documents.write([{ kind, id, parent: group, body: kept, version }, ...beside])
        return { status: 204 }
      },
    },
    {
      method: 'DELETE', path: `/groups/:group/${path}/:part`, access: 'public', device: true,
      answer: async (asked) => {
        const [{ group: { id: group } }, id] = [await asMember(asked), idOf(asked)]
        const known = await asked.documents.get(kind, id)
        if (known?.parent === group) await asked.documents.write([{ kind, id, parent: group, body: undefined }])
        return { status: 204 }
      },
    },
  ]
}

/** Adds a decision with the next number. What was decided is never changed: another decision takes its place. Faults: community/decision-unknown, plug/document-changed. */
async function addDecision(asked: Asked): Promise<RouteAnswer> {
  const decision: Decision = input(decisionInput, asked)
  const { group: { id } } = await asMember(asked)
  const found = await asked.documents.get<Decisions>(kinds.decisions, id)
  const decisions = found?.body.decisions ?? []
  const known = decisions.findIndex((one) => one.key === decision.key)
  if (known >= 0) return { status: 200, json: { number: known + 1 } }
  if (decision.instead > decisions.length || decisions.some(({ instead }) => decision.instead > 0 && instead === decision.instead)) {
    throw new Fault('invalid', 'community/decision-unknown', 'The decision that is to be replaced does not stand there any more.', { at: 'instead' })
  }
  await asked.documents.write([{ kind: kinds.decisions, id, parent: id, body: { decisions: [...decisions, decision] } satisfies Decisions, version: found?.version ?? 0 }])
  return { status: 200, json: { number: decisions.length + 1 } }
}

export const groupPartRoutes: readonly CommunityRoute[] = [
  ...partRoutes(kinds.meeting, 'meetings', meetingInput, async (asked, { id, group, known, body }) => keepMeeting(asked, id, group, known as PlugDocument<Meeting> | undefined, body)),
  ...partRoutes(kinds.task, 'tasks', taskInput),
  ...partRoutes(kinds.result, 'results', resultInput),
  { method: 'POST', path: '/groups/:group/decisions', access: 'public', device: true, answer: addDecision },
]
