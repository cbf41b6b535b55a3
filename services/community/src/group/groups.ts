import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import type { TaskSource } from '../editor/task.ts'
import { asLead, groupOf, kinds, type Decisions, type Member } from './records.ts'
import { groupInput, type GroupInput, type Meeting, type Result, type Task } from './shapes.ts'

/** Groups that are not hidden, those at work first; for editors all. `undertaking=` leaves those that work for one. */
export async function listGroups(asked: Asked): Promise<RouteAnswer> {
  const undertaking = asked.call.query.get('undertaking')
  const found = (await allDocuments<GroupInput>(asked.documents, kinds.group)).filter(({ body }) => (body.stage !== 'hidden' || isEditor(asked)) && (undertaking === null || body.undertaking === undertaking))
  const groups = found.map(({ id, body: { title, purpose, stage, topics, until } }) => ({ id, title, purpose, stage, topics, until }))
  const order = ['hidden', 'open', 'ended']
  return { status: 200, json: { groups: groups.toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage) || a.title.localeCompare(b.title, 'de')), editor: isEditor(asked) } }
}

/** Whoever begins a group leads it. It is hidden until an editor opens it. */
export async function beginGroup(asked: Asked): Promise<RouteAnswer> {
  const group = input(groupInput, asked)
  const [id, member] = [timeOrderedId(asked.now), timeOrderedId(asked.now)]
  const lead: Member = { name: asked.call.caller.name ?? '', mail: '', about: '', named: false, lead: true, state: 'member', account: asked.call.caller.account, owners: [], proof: '', mailProven: false, dates: true, language: asked.call.caller.language }
  await asked.documents.write([
    { kind: kinds.group, id, parent: id, body: isEditor(asked) ? group : { ...group, stage: 'hidden' }, version: 0 },
    { kind: kinds.member, id: member, parent: id, body: lead, version: 0 },
  ])
  return { status: 201, json: { id } }
}

/** By its leads; only editors take it out of hiding. Faults: plug/document-changed, community/group-opening. */
export async function changeGroup(asked: Asked): Promise<RouteAnswer> {
  const { version, group } = input(z.strictObject({ version: z.number().int().min(1), group: groupInput }), asked)
  const { group: { id, body } } = await asLead(asked)
  if (body.stage === 'hidden' && group.stage !== 'hidden' && !isEditor(asked)) throw new Fault('forbidden', 'community/group-opening', 'The editors open a group.')
  await asked.documents.write([{ kind: kinds.group, id, parent: id, body: group, version }])
  return { status: 204 }
}

/** A group as who asks may see it: charter, results and dates everybody; everything else its members. */
export async function showGroup(asked: Asked): Promise<RouteAnswer> {
  const { group: { id, version, body }, members, own, isMember, mayLead } = await groupOf(asked)
  const inside = isMember || mayLead
  const [meetings, results, tasks, decisions] = await Promise.all([
    allDocuments<Meeting>(asked.documents, kinds.meeting, id), allDocuments<Result>(asked.documents, kinds.result, id),
    inside ? allDocuments<Task>(asked.documents, kinds.task, id) : [], inside ? asked.documents.get<Decisions>(kinds.decisions, id) : undefined,
  ])
  const whole = <Body extends object>({ id: part, version: of, body: what }: PlugDocument<Body>) => ({ id: part, version: of, ...what })
  const joined = members.filter((member) => member.body.state === 'member')
  return {
    status: 200,
    json: {
      id, version, group: body, editor: isEditor(asked), member: isMember, lead: mayLead, own: own === undefined ? undefined : { id: own.id, name: own.body.name, state: own.body.state, named: own.body.named, dates: own.body.mailProven ? own.body.dates : undefined },
      count: joined.length, named: joined.filter((one) => one.body.named).map((one) => one.body.name),
      meetings: meetings.map(whole).toSorted((a, b) => (a.start < b.start ? -1 : 1)).map((meeting) => {
        const { agenda: _, minutes: __, room: ___, ...open } = meeting
        return inside ? meeting : open
      }),
      results: results.map((one) => ({ ...whole(one), at: one.at })).toSorted((a, b) => b.at - a.at),
      ...(!inside ? {} : {
        inside: {
          members: (mayLead ? members : joined).map(({ id: member, body: { name, mail, about, named, lead, state } }) => ({ id: member, name, named, lead, state, ...(mayLead ? { mail, about } : {}) })),
          tasks: tasks.map(whole), decisions: decisions?.body.decisions ?? [], decisionsVersion: decisions?.version ?? 0,
        },
      }),
    },
  }
}

/** Groups that wait for an editor to open them. */
export const groupTasks: TaskSource = async ({ carrier: { documents } }) => ({ groups: (await allDocuments<GroupInput>(documents, kinds.group)).filter(({ body }) => body.stage === 'hidden').length })
