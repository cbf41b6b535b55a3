import { Fault, type Clock } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { answer, assessmentStart, complete, mustBeOpen, type Assessment } from '../assessment/assessment.ts'
import { merge } from '../assessment/merge.ts'
import type { KeptTarget } from '../assessment/target.ts'
import type { Language, MaturityModel } from '../model/model.ts'
import { knownModels } from '../model/models.ts'
import { mostListed, ownOffice, validId, type Office } from '../office/office.ts'
import { overNewest } from '../office/over-newest.ts'
import { newestEdition, publish } from '../office/publish.ts'
import { helpersFor } from '../peers/asked-houses.ts'
import { resultView, type ResultView } from '../view/result-view.ts'
import { completedOf } from './completed.ts'
import { bodyOf, languageOf } from './request.ts'

type Route = (carrier: PlugCarrier, call: RouteCall, clock: Clock) => Promise<RouteAnswer>

const mostAssessments = 200
const changed = z.strictObject({ changes: z.array(z.strictObject({ item: z.string().max(40), was: answer, now: answer })).min(1).max(200) })
const versioned = z.strictObject({ version: z.number().int().min(1) })
const teamOf = z.strictObject({ version: z.number().int().min(1), team: assessmentStart.shape.team })

export interface OpenAssessment {
  readonly office: PlugDocument<Office>
  readonly found: PlugDocument<Assessment>
  readonly model: MaturityModel
}

/** Faults: maturity/office-unknown, maturity/assessment-unknown. */
export async function assessmentOf(carrier: PlugCarrier, call: RouteCall): Promise<OpenAssessment> {
  const office = await ownOffice(carrier, call)
  const id = call.params['assessment']!
  const found = validId(id) ? await carrier.documents.get<Assessment>('assessment', id) : undefined
  if (found === undefined || found.parent !== office.id) throw new Fault('not-found', 'maturity/assessment-unknown', 'There is no such assessment here.')
  return { office, found, model: (await knownModels(carrier)).find(found.body.model, found.body.modelVersion) }
}

/** Everything the result's page and the report show. */
export async function readResult(carrier: PlugCarrier, call: RouteCall, clock: Clock): Promise<{ readonly view: ResultView; readonly office: string }> {
  const { office, found } = await assessmentOf(carrier, call)
  return { view: await resultAt(carrier, call, clock, office.id, found), office: office.body.name }
}

/** Whoever calls must have checked what the caller may see. */
async function resultAt(carrier: PlugCarrier, call: RouteCall, clock: Clock, office: string, { id, body: assessment }: PlugDocument<Assessment>): Promise<ResultView> {
  const model = (await knownModels(carrier)).find(assessment.model, assessment.modelVersion)
  const [assessments, targets, edition] = await Promise.all([
    carrier.documents.list<Assessment>('assessment', { parent: office, count: mostListed }),
    carrier.documents.list<KeptTarget>('target', { parent: office, count: mostListed }),
    newestEdition(carrier, model),
  ])
  const known = completedOf(model, assessments)
  // By the year that counts: trying out answers would tell exactly how far the others are.
  const helpers = await helpersFor(carrier, model, office, known.findLast(({ kind }) => kind === 'yearly')?.result)
  return resultView({
    model, id, assessment, completed: known, edition, helpers, today: new Date(clock.now()).toISOString().slice(0, 10),
    targets: targets.filter(({ body }) => body.model === model.id && body.modelVersion === model.version).map(({ id: target, body: { model: _, modelVersion: _version, ...one } }) => ({ id: target, ...one })),
  }, languageOf(call))
}

const start: Route = async (carrier, call, clock) => {
  await ownOffice(carrier, call)
  const begun = bodyOf(call, assessmentStart)
  // Somewhere it is tomorrow already.
  if (Date.parse(begun.day) > clock.now() + 86_400_000) throw new Fault('invalid', 'maturity/day', 'An assessment tells the state of a day that has come.', { at: 'day' })
  return await overNewest(async () => {
    const office = await ownOffice(carrier, call)
    const model = (await knownModels(carrier)).find(begun.model)
    const there = await carrier.documents.list<Assessment>('assessment', { parent: office.id, count: mostListed })
    if (there.length >= mostAssessments) throw new Fault('conflict', 'maturity/too-many', 'There are as many as there may be.')
    if (begun.kind === 'yearly' && there.some(({ body: one }) => one.kind === 'yearly' && one.model === model.id && one.modelVersion === model.version && one.day.slice(0, 4) === begun.day.slice(0, 4))) {
      throw new Fault('conflict', 'maturity/year-exists', 'The house has a yearly assessment of this year already.', { at: 'day' })
    }
    const id = `${begun.day}-${randomBytes(9).toString('base64url')}`
    const body: Assessment = { ...begun, modelVersion: model.version, answers: {} }
    // The house is written along, so that of two people who begin the same year at once one is told of the other.
    await carrier.documents.write([{ kind: 'assessment', id, parent: office.id, body, version: 0 }, { kind: 'office', id: office.id, body: office.body, version: office.version }])
    return { status: 201, json: { id } }
  })
}

/** An assessment with its questions, in the page's language. */
function asSheet({ found: { id, version, body }, office, model }: OpenAssessment, language: Language): unknown {
  return {
    id, version, office: office.body.name, kind: body.kind, day: body.day, team: body.team, completed: body.completed ?? null, answers: body.answers,
    model: {
      title: model.title[language], source: model.source[language], lowest: model.scale.lowest, highest: model.scale.highest,
      states: model.scale.states?.map(({ value, title, meaning }) => ({ value, title: title[language], meaning: meaning[language] })) ?? null,
      dimensions: model.dimensions.map(({ code, title, items }) => ({ code, title: title[language], items: items.map((item) => ({ code: item.code, title: item.title[language], question: item.question[language] })) })),
    },
  }
}

const read: Route = async (carrier, call) => ({ status: 200, json: asSheet(await assessmentOf(carrier, call), languageOf(call)) })

/** Saves what nobody else answered meanwhile, and tells the rest with both answers. */
const change: Route = async (carrier, call, clock) => {
  const { changes } = bodyOf(call, changed)
  return await overNewest(async () => {
    const { found, model, office } = await assessmentOf(carrier, call)
    const { assessment, conflicts } = merge(model, found.body, changes, call.caller.name ?? '–', new Date(clock.now()).toISOString())
    const [version] = await carrier.documents.write([{ kind: 'assessment', id: found.id, parent: office.id, body: assessment, version: found.version }])
    return { status: 200, json: { version, answers: assessment.answers, conflicts } }
  })
}

/** Faults: plug/document-changed where somebody else was there meanwhile. */
const setTeam: Route = async (carrier, call) => {
  const { version, team } = bodyOf(call, teamOf)
  const { found, office } = await assessmentOf(carrier, call)
  mustBeOpen(found.body)
  const [next] = await carrier.documents.write([{ kind: 'assessment', id: found.id, parent: office.id, body: { ...found.body, team }, version }])
  return { status: 200, json: { version: next } }
}

const close: Route = async (carrier, call, clock) => {
  const { version } = bodyOf(call, versioned)
  const { found, model, office } = await assessmentOf(carrier, call)
  const done = complete(model, found.body, new Date(clock.now()).toISOString())
  const [next] = await carrier.documents.write([{ kind: 'assessment', id: found.id, parent: office.id, body: done, version }])
  await carrier.count('assessments-completed', 1, found.id)
  if (office.body.peers) await publish(carrier, model, clock)
  return { status: 200, json: { version: next } }
}

/** With the targets that start from it, and everybody else's look at it. */
const remove: Route = async (carrier, call) => {
  const { found, office } = await assessmentOf(carrier, call)
  const [targets, shares] = await Promise.all([
    carrier.documents.list<KeptTarget>('target', { parent: office.id, count: mostListed }),
    carrier.documents.list<{ readonly assessment: string }>('share', { parent: office.id, count: mostListed }),
  ])
  const along = [...targets.filter(({ body }) => body.from === found.id), ...shares.filter(({ body }) => body.assessment === found.id)]
  await carrier.documents.write([{ kind: 'assessment', id: found.id, parent: office.id, body: undefined, version: found.version }, ...along.map(({ kind, id, parent }) => ({ kind, id, parent, body: undefined }))])
  return { status: 204 }
}

const result: Route = async (carrier, call, clock) => {
  const { view, office } = await readResult(carrier, call, clock)
  return { status: 200, json: { ...view, office } }
}

export const assessmentRoutes: Readonly<Record<string, Route>> = {
  'POST /offices/:office/assessments': start,
  'GET /offices/:office/assessments/:assessment': read,
  'DELETE /offices/:office/assessments/:assessment': remove,
  'POST /offices/:office/assessments/:assessment/answers': change,
  'PUT /offices/:office/assessments/:assessment/team': setTeam,
  'POST /offices/:office/assessments/:assessment/completed': close,
  'GET /offices/:office/assessments/:assessment/result': result,
}
