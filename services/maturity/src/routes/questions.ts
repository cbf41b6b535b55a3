import { Fault, timeOrderedId, type Clock } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { z } from 'zod'
import { paragraphs, type Assessment } from '../assessment/assessment.ts'
import { knownModels } from '../model/models.ts'
import { membership, mostListed, officeOf, ownOffice, validId, type Member, type Office, type OfficeDocument } from '../office/office.ts'
import { overNewest } from '../office/over-newest.ts'
import { helpKey } from '../peers/asked-houses.ts'
import { bodyOf, languageOf } from './request.ts'

type Route = (carrier: PlugCarrier, call: RouteCall, clock: Clock) => Promise<RouteAnswer>

/** What one house asks another that agreed to be asked; below the house that is asked. */
export interface Question {
  readonly from: string
  readonly fromName: string
  readonly by: string
  /** The membership of who asks. */
  readonly member: string
  readonly model: string
  readonly dimension: string
  readonly text: string
  readonly answer: string
  readonly answeredBy: string
  readonly at: string
}

const said = paragraphs.pipe(z.string().min(1))
const asked = z.strictObject({ to: z.string().max(128), model: z.string().max(40), dimension: z.string().max(40), text: said })
const answered = z.strictObject({ answer: said })
const agreed = z.strictObject({ helps: z.array(z.string().max(81)).max(200) })
/** Of one house to another, without an answer yet. */
const mostOpen = 3

/** In which dimensions the house may be asked; withdrawn, it is named no more from now on. Faults: maturity/body. */
const setHelps: Route = async (carrier, call) => {
  const { helps } = bodyOf(call, agreed)
  const { every } = await knownModels(carrier)
  const possible = new Set(every.flatMap(({ id, dimensions }) => dimensions.map(({ code }) => helpKey(id, code))))
  if (helps.some((key) => !possible.has(key))) throw new Fault('invalid', 'maturity/body', 'There is no such dimension.', { at: 'helps' })
  await overNewest(async () => {
    const { id, version, body } = await ownOffice(carrier, call)
    await carrier.documents.write([{ kind: 'office', id, body: { ...body, helps: [...new Set(helps)] }, version }])
  })
  return { status: 200, json: { helps } }
}

/** Where the house may be asked and where it could be: its models', and what it agreed to once, by whatever version. */
export async function helpsOf(carrier: PlugCarrier, call: RouteCall, { id, body: { helps = [] } }: OfficeDocument): Promise<{ readonly helps: readonly string[]; readonly possible: readonly unknown[] }> {
  const language = languageOf(call)
  const [{ every }, assessments] = await Promise.all([knownModels(carrier), carrier.documents.list<Assessment>('assessment', { parent: id, count: mostListed })])
  const used = every.filter((model) => assessments.some(({ body }) => body.model === model.id && body.modelVersion === model.version) || model.dimensions.some(({ code }) => helps.includes(helpKey(model.id, code))))
  const possible = Map.groupBy(used, (model) => model.id).values().map((versions) => {
    // The newest words for what several versions have.
    const dimensions = new Map(versions.flatMap((model) => model.dimensions.map(({ code, title }) => [code, { key: helpKey(model.id, code), title: title[language] }])))
    return { model: versions[0]!.id, title: versions.at(-1)!.title[language], dimensions: [...dimensions.values()] }
  })
  return { helps, possible: [...possible] }
}

/** Faults: maturity/not-helping where that house did not agree to be asked in this dimension; maturity/too-many. */
const ask: Route = async (carrier, call, clock) => {
  const { to, model, dimension, text } = bodyOf(call, asked)
  const { id: from, body: own } = await ownOffice(carrier, call)
  const other = validId(to) ? await officeOf(carrier, to).catch(() => undefined) : undefined
  if (other === undefined || other.id === from || !(other.body.helps ?? []).includes(helpKey(model, dimension))) throw new Fault('forbidden', 'maturity/not-helping', 'This house has not agreed to be asked about that.')
  const open = (await questionsTo(carrier, to)).filter(({ body }) => body.from === from && body.answer === '').length
  if (open >= mostOpen) throw new Fault('conflict', 'maturity/too-many', 'There are as many as there may be.')
  const body: Question = { from, fromName: own.name, by: call.caller.name ?? '–', member: membership(own, call)!.ref, model, dimension, text, answer: '', answeredBy: '', at: new Date(clock.now()).toISOString() }
  const id = timeOrderedId(clock.now())
  await carrier.documents.write([{ kind: 'question', id, parent: to, body, version: 0 }])
  await tell(carrier, other.body.members, `question ${id}`)
  return { status: 201, json: { id } }
}

/** That there is something for their house to read, to those of its members who have an address with their account. */
async function tell(carrier: PlugCarrier, members: readonly Member[], key: string): Promise<void> {
  for (const { account, ref } of members) await carrier.notify({ to: account, template: 'network-news', path: `/netz/${carrier.slug}/reifegrad`, key: `${key} ${ref}` })
}

async function questionsTo({ documents }: PlugCarrier, office: string): Promise<readonly PlugDocument<Question>[]> {
  return await documents.list<Question>('question', { parent: office, count: mostListed })
}

/** The house's questions both ways, the newest first. */
export async function questionsOf(carrier: PlugCarrier, call: RouteCall, office: string): Promise<{ readonly received: readonly unknown[]; readonly sent: readonly unknown[] }> {
  const language = languageOf(call)
  const [all, models] = await Promise.all([carrier.documents.list<Question>('question', { count: mostListed }), knownModels(carrier)])
  const names = new Map((await carrier.documents.list<{ readonly name: string }>('office', { count: mostListed })).map(({ id, body }) => [id, body.name]))
  const shown = ({ id, parent, body }: PlugDocument<Question>): object => ({
    id, from: body.fromName, to: names.get(parent ?? '') ?? '–', by: body.by, at: body.at, text: body.text, answer: body.answer, answeredBy: body.answeredBy,
    dimension: models.every.findLast((model) => model.id === body.model && model.dimensions.some(({ code }) => code === body.dimension))?.dimensions.find(({ code }) => code === body.dimension)?.title[language] ?? body.dimension,
  })
  return { received: all.filter(({ parent }) => parent === office).toReversed().map(shown), sent: all.filter(({ body }) => body.from === office).toReversed().map(shown) }
}

/** Faults: maturity/question-unknown. */
const answer: Route = async (carrier, call) => {
  const { answer: words } = bodyOf(call, answered)
  const { id: office } = await ownOffice(carrier, call)
  const found = await questionAt(carrier, call)
  if (found.parent !== office) throw unknown()
  await carrier.documents.write([{ kind: 'question', id: found.id, parent: office, body: { ...found.body, answer: words, answeredBy: call.caller.name ?? '–' }, version: found.version }])
  // Answering again does not tell again.
  const asker = await carrier.documents.get<Office>('office', found.body.from)
  await tell(carrier, asker?.body.members.filter(({ ref }) => ref === found.body.member) ?? [], `answer ${found.id}`)
  return { status: 204 }
}

/** Either side takes it away. Faults: maturity/question-unknown. */
const remove: Route = async (carrier, call) => {
  const { id: office } = await ownOffice(carrier, call)
  const found = await questionAt(carrier, call)
  if (found.parent !== office && found.body.from !== office) throw unknown()
  await carrier.documents.write([{ kind: 'question', id: found.id, parent: found.parent, body: undefined }])
  return { status: 204 }
}

async function questionAt({ documents }: PlugCarrier, { params }: RouteCall): Promise<PlugDocument<Question>> {
  const id = params['question']!
  return (validId(id) ? await documents.get<Question>('question', id) : undefined) ?? unknownNow()
}

function unknown(): Fault {
  return new Fault('not-found', 'maturity/question-unknown', 'There is no such question here.')
}

function unknownNow(): never {
  throw unknown()
}

export const questionRoutes: Readonly<Record<string, Route>> = {
  'PUT /offices/:office/helps': setHelps,
  'POST /offices/:office/questions': ask,
  'PUT /offices/:office/questions/:question': answer,
  'DELETE /offices/:office/questions/:question': remove,
}
