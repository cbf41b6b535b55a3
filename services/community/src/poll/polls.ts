import { randomUUID } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor, ownerOf } from '../caller.ts'
import { changeDocument } from '../change-document.ts'
import type { Asked } from '../community-route.ts'
import { asMember, groupOf, kinds as groupKinds } from '../group/records.ts'
import { noticeOf } from '../group/mails.ts'
import type { Meeting } from '../group/shapes.ts'
import { answerInput, fixInput, pollInput, type PollAnswer, type PollInput } from './shapes.ts'

export const kinds = { poll: 'poll', answer: 'poll-answer' } as const

export interface Poll extends PollInput {
  /** Who may fix its result: an account, or a browser that belongs to the group. */
  readonly maker: { readonly account: string | undefined; readonly owner: string | undefined }
  /** The option it came to; '' = open. */
  readonly fixed: string
  /** Milliseconds since 1970 UTC. */
  readonly begun: number
}

const mostAnswers = 1000

/** Faults: community/poll-unknown. */
async function pollOf({ documents, call }: Asked): Promise<PlugDocument<Poll>> {
  const found = await documents.get<Poll>(kinds.poll, call.params['poll']!)
  if (found === undefined) throw new Fault('not-found', 'community/poll-unknown', 'There is no such poll.')
  return found
}

function mayFix(asked: Asked, { id, body: { maker } }: PlugDocument<Poll>): boolean {
  const { account, device } = asked.call.caller
  return isEditor(asked) || (account !== undefined && maker.account === account) || (device !== undefined && maker.owner === ownerOf(asked, id))
}

/** Polls that everybody may find, the latest first. */
export async function listPolls({ documents, now }: Asked): Promise<RouteAnswer> {
  const found = (await allDocuments<Poll>(documents, kinds.poll)).filter(({ body }) => body.listed).toSorted((a, b) => b.body.begun - a.body.begun)
  return { status: 200, json: { polls: found.map(({ id, body: { title, closes, fixed } }) => ({ id, title, closes, open: fixed === '' && closes > new Date(now).toISOString() })) } }
}

/** Whoever is signed in makes polls, and who belongs to the group whose meeting is looked for. Faults: community/poll-not-yours, community/group-unknown, community/group-members-only. */
export async function makePoll(asked: Asked): Promise<RouteAnswer> {
  const poll = input(pollInput, asked)
  const { account } = asked.call.caller
  if (poll.group !== '') await asMember({ ...asked, call: { ...asked.call, params: { group: poll.group } } })
  else if (account === undefined) throw new Fault('forbidden', 'community/poll-not-yours', 'Polls are made by who has an account.')
  const id = randomUUID()
  const body: Poll = { ...poll, maker: { account, owner: account === undefined ? ownerOf(asked, id) : undefined }, fixed: '', begun: asked.now }
  await asked.documents.write([{ kind: kinds.poll, id, parent: id, body, version: 0 }])
  return { status: 201, json: { id } }
}

/** The poll with everybody's answers; names only where it is not anonymous, or to its maker. */
export async function showPoll(asked: Asked): Promise<RouteAnswer> {
  const poll = await pollOf(asked)
  const { id, body: { maker: _, begun: __, ...body } } = poll
  const answers = await allDocuments<PollAnswer>(asked.documents, kinds.answer, id)
  const own = asked.call.caller.device === undefined ? undefined : `${id}.${ownerOf(asked, id)}`
  const maker = mayFix(asked, poll)
  const namesShown = !body.anonymous || maker
  return {
    status: 200,
    json: {
      id, poll: body, maker, open: isOpen(poll, asked.now),
      // In no order that tells who answered when.
      answers: answers.map(({ id: answer, body: { name, answers: given } }) => ({ name: namesShown || answer === own ? name : '', answers: given, own: answer === own })),
    },
  }
}

const isOpen = ({ body: { fixed, closes } }: PlugDocument<Poll>, now: number): boolean => fixed === '' && Date.parse(closes) > now

/** One answer for each browser: what it meant last counts, whatever is sent again or late. Faults: community/poll-closed, community/poll-full, community/answer-name. */
export async function answerPoll(asked: Asked): Promise<RouteAnswer> {
  const answer = input(answerInput, asked)
  const poll = await pollOf(asked)
  if (!isOpen(poll, asked.now)) throw new Fault('conflict', 'community/poll-closed', 'Answers are not taken any more.')
  if (answer.name === '' && !poll.body.anonymous) throw new Fault('invalid', 'community/answer-name', 'A name is needed.', { at: 'name' })
  if (await asked.documents.count(kinds.answer, poll.id) >= mostAnswers) throw new Fault('conflict', 'community/poll-full', 'This poll has as many answers as it can have.')
  const options = new Set(poll.body.options.map(({ id }) => id))
  const answers = Object.fromEntries(Object.entries(answer.answers).filter(([option]) => options.has(option)))
  await changeDocument<PollAnswer>(asked.documents, { kind: kinds.answer, id: `${poll.id}.${ownerOf(asked, poll.id)}`, parent: poll.id }, (known) =>
    (known !== undefined && known.body.turn >= answer.turn ? undefined : { ...answer, answers }))
  return { status: 204 }
}

/** Its maker says what it came to. In a group that is a meeting from now on, once. Faults: community/poll-not-yours, community/option-unknown, community/poll-closed. */
export async function fixPoll(asked: Asked): Promise<RouteAnswer> {
  const { option } = input(fixInput, asked)
  const poll = await pollOf(asked)
  const { id, version, body } = poll
  if (!mayFix(asked, poll)) throw new Fault('forbidden', 'community/poll-not-yours', 'Only who made the poll may do this.')
  if (body.fixed !== '') throw new Fault('conflict', 'community/poll-closed', 'What it came to is said already.')
  const chosen = body.options.find((one) => one.id === option)
  if (chosen === undefined) throw new Fault('invalid', 'community/option-unknown', 'There is no such option.', { at: 'option' })
  const meeting: Meeting = { title: body.title, start: chosen.start, end: chosen.end, place: chosen.place, agenda: body.about, minutes: '', room: '', cancelled: '', moves: [] }
  const group = body.group === '' || chosen.start === '' ? undefined : (await groupOf(asked, body.group)).group.id
  await asked.documents.write([
    { kind: kinds.poll, id, parent: id, body: { ...body, fixed: option } satisfies Poll, version },
    ...(group === undefined ? [] : [{ kind: groupKinds.meeting, id, parent: group, body: meeting }, ...await noticeOf(asked.documents, { id, group }, null, meeting, asked.now)]),
  ])
  return { status: 204 }
}

/** Faults: community/poll-not-yours. */
export async function removePoll(asked: Asked): Promise<RouteAnswer> {
  const poll = await pollOf(asked)
  if (!mayFix(asked, poll)) throw new Fault('forbidden', 'community/poll-not-yours', 'Only who made the poll may do this.')
  const answers = await allDocuments(asked.documents, kinds.answer, poll.id)
  for (let at = 0; at < answers.length; at += 500) await asked.documents.write(answers.slice(at, at + 500).map(({ id }) => ({ kind: kinds.answer, id, parent: poll.id, body: undefined })))
  await asked.documents.write([{ kind: kinds.poll, id: poll.id, parent: poll.id, body: undefined }])
  return { status: 204 }
}
