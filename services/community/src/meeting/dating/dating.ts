import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { input } from '../../body.ts'
import type { Asked } from '../../community-route.ts'
import { dimensionCodes } from '../dimensions.ts'
import { kinds, meetingOf, participantsOf, type Dating } from '../records.ts'
import { datingInput } from '../shapes.ts'
import { planDating } from './plan.ts'

/** Plans the rounds, or what is left of them: rounds up to the one that goes on stay, also where who sits in them has left meanwhile.
 *  Faults: community/meeting-people, plug/document-changed. */
export async function changeDating(asked: Asked): Promise<RouteAnswer> {
  const { version, people, rounds, tables, length, current } = input(datingInput, asked)
  const { id } = await meetingOf(asked)
  const [participants, before] = await Promise.all([participantsOf(asked, id), asked.documents.get<Dating>(kinds.dating, id)])
  const there = new Set(participants.filter(({ body }) => body.confirmed).map((one) => one.id))
  if (people.some((one) => !there.has(one))) throw new Fault('invalid', 'community/meeting-people', 'Somebody of these does not take part.', { at: 'people' })
  const been = before?.body.rounds.slice(0, before.body.current) ?? []
  const same = before !== undefined && before.body.rounds.length === rounds && before.body.tables === tables && before.body.people.length === people.length && before.body.people.every((one) => people.includes(one))
  const planned = same ? before.body.rounds : planDating({ people, dimensions: dimensionCodes, rounds, tables, past: been.slice(0, rounds) })
  const now = Math.min(current, planned.length)
  const body: Dating = { people, rounds: planned, tables, length, current: now, since: now === 0 ? '' : now === before?.body.current ? before.body.since : new Date(asked.now).toISOString() }
  const [next] = await asked.documents.write([{ kind: kinds.dating, id, parent: id, body, version }])
  return { status: 200, json: { version: next } }
}
