import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { z } from 'zod'
import { builtInModels, knownModels, modelDocumentId, mostModels, type KeptModel } from '../model/models.ts'
import { readModel } from '../model/read-model.ts'
import { bodyOf, languageOf } from './request.ts'

type Route = (carrier: PlugCarrier, call: RouteCall) => Promise<RouteAnswer>

const uploaded = z.strictObject({ model: z.unknown(), check: z.boolean() })
const retired = z.strictObject({ retired: z.boolean() })

/** Every model of the network, in every version. */
const list: Route = async (carrier, call) => {
  const language = languageOf(call)
  const { kept } = await knownModels(carrier)
  const all = [...builtInModels.map((model) => ({ model, retired: false, own: false })), ...kept.map(({ body }) => ({ ...body, own: true }))]
  return {
    status: 200,
    json: { models: all.map(({ model, retired: gone, own }) => ({ id: model.id, version: model.version, title: model.title[language], source: model.source[language], dimensions: model.dimensions.length, retired: gone, own })) },
  }
}

/** A model as JSON: what one's own may be made from. Faults: maturity/model-unknown. */
const file: Route = async (carrier, call) => {
  const model = (await knownModels(carrier)).find(call.params['model']!)
  return { status: 200, headers: { 'content-disposition': `attachment; filename="${model.id}.json"` }, file: { contentType: 'application/json', content: `${JSON.stringify(model, undefined, 2)}\n` } }
}

/** Looks through a model and says everything that is wrong with it; what is right is shown, and kept where it is not only looked at. A version that is there
 *  does not change any more. Faults: maturity/too-many. */
const bring: Route = async (carrier, call) => {
  const { model: given, check } = bodyOf(call, uploaded)
  const { kept } = await knownModels(carrier)
  const { model, problems } = readModel(given, kept.map(({ body }) => body.model), languageOf(call))
  if (model === undefined) return { status: 200, json: { problems, saved: false } }
  const language = languageOf(call)
  const preview = {
    id: model.id, version: model.version, title: model.title[language], source: model.source[language], lowest: model.scale.lowest, highest: model.scale.highest,
    states: model.scale.states?.map(({ title }) => title[language]) ?? null,
    dimensions: model.dimensions.map(({ code, title, items }) => ({ code, title: title[language], items: items.map((item) => ({ code: item.code, title: item.title[language], question: item.question[language] })) })),
  }
  if (check) return { status: 200, json: { problems: [], saved: false, preview } }
  if (kept.length >= mostModels) throw new Fault('conflict', 'maturity/too-many', 'There are as many as there may be.')
  await carrier.documents.write([{ kind: 'model', id: modelDocumentId(model), body: { model, retired: false } satisfies KeptModel, version: 0 }])
  return { status: 201, json: { problems: [], saved: true, preview } }
}

/** Retired, nobody begins with the model any more; assessments that were made with it stay. Faults: maturity/model-unknown. */
const retire: Route = async (carrier, call) => {
  const { retired: gone } = bodyOf(call, retired)
  const own = (await knownModels(carrier)).kept.filter(({ body }) => body.model.id === call.params['model'])
  if (own.length === 0) throw new Fault('not-found', 'maturity/model-unknown', 'There is no such maturity model, or not in this version.')
  await carrier.documents.write(own.map(({ kind, id, body, version }) => ({ kind, id, body: { ...body, retired: gone }, version })))
  return { status: 200, json: { retired: gone } }
}

export const modelRoutes: Readonly<Record<string, Route>> = {
  'GET /models': list,
  'POST /models': bring,
  'GET /models/:model/file': file,
  'PUT /models/:model': retire,
}
