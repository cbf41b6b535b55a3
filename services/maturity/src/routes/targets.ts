import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { randomBytes } from 'node:crypto'
import { target } from '../assessment/target.ts'
import type { Assessment } from '../assessment/assessment.ts'
import { isValue } from '../model/model.ts'
import { knownModels } from '../model/models.ts'
import { ownOffice, validId } from '../office/office.ts'
import { bodyOf } from './request.ts'

const mostTargets = 100

/** Faults: maturity/target where it cannot be reached by its model, or starts from nothing that is completed. */
async function create(carrier: PlugCarrier, call: RouteCall): Promise<RouteAnswer> {
  const { id: office } = await ownOffice(carrier, call)
  const body = bodyOf(call, target)
  const from = validId(body.from) ? await carrier.documents.get<Assessment>('assessment', body.from) : undefined
  if (from === undefined || from.parent !== office || from.body.completed === undefined) throw wrong('from')
  const model = (await knownModels(carrier)).find(from.body.model, from.body.modelVersion)
  const { goal } = body
  const possible = goal.kind === 'rise' ? goal.dimensions <= model.dimensions.length && goal.by <= model.scale.highest - model.scale.lowest
    : model.dimensions.some(({ code }) => code === goal.dimension) && isValue(model, goal.value)
  if (!possible) throw wrong('goal')
  if (body.until <= from.body.day) throw wrong('until')
  if (await carrier.documents.count('target', office) >= mostTargets) throw new Fault('conflict', 'maturity/too-many', 'There are as many as there may be.')
  const id = `${body.until}-${randomBytes(9).toString('base64url')}`
  await carrier.documents.write([{ kind: 'target', id, parent: office, body: { ...body, model: model.id, modelVersion: model.version }, version: 0 }])
  return { status: 201, json: { id } }
}

async function remove(carrier: PlugCarrier, call: RouteCall): Promise<RouteAnswer> {
  const { id: office } = await ownOffice(carrier, call)
  const id = call.params['target']!
  const found = validId(id) ? await carrier.documents.get('target', id) : undefined
  if (found?.parent === office) await carrier.documents.write([{ kind: 'target', id, parent: office, body: undefined }])
  return { status: 204 }
}

function wrong(at: string): Fault {
  return new Fault('invalid', 'maturity/target', 'This target starts from no completed assessment of the house, ends before it, or asks for more than the model has.', { at })
}

export const targetRoutes: Readonly<Record<string, typeof create>> = {
  'POST /offices/:office/targets': create,
  'DELETE /offices/:office/targets/:target': remove,
}
