import type { PlugCarrier } from '@steckwerk/plug'
import type { Assessment } from '../assessment/assessment.ts'
import { resultOf, valueOf, type Result } from '../assessment/result.ts'
import type { MaturityModel } from '../model/model.ts'
import { allOffices, mostListed } from '../office/office.ts'

/** An office that agreed to be asked in a dimension, by name. */
export interface Helper {
  readonly id: string
  readonly name: string
}

/** What an office agrees to, for one dimension of a model. */
export const helpKey = (model: string, dimension: string): string => `${model}/${dimension}`

/** So much further at least must somebody be: two levels, or a fifth of a scale of points. */
export function stepsAhead({ scale: { lowest, highest, states } }: MaturityModel): number {
  return states === undefined ? Math.ceil((highest - lowest) / 5) : 2
}

/** By dimension: other offices that agreed to be asked in it and are at least two levels further, by their newest completed yearly assessment. Being named here
 *  tells that much of an office; it is what it agreed to.
 *  own: what the asking office's newest yearly assessment comes to. */
export async function helpersFor(carrier: PlugCarrier, model: MaturityModel, office: string, own: Result | undefined): Promise<ReadonlyMap<string, readonly Helper[]>> {
  if (own === undefined) return new Map()
  const agreed = (await allOffices(carrier)).filter(({ id, body }) => id !== office && (body.helps ?? []).some((key) => key.startsWith(`${model.id}/`)))
  const known = await Promise.all(agreed.map(async ({ id, body }) => {
    const assessments = await carrier.documents.list<Assessment>('assessment', { parent: id, count: mostListed })
    const newest = assessments.findLast((one) => one.body.completed !== undefined && one.body.kind === 'yearly' && one.body.model === model.id && one.body.modelVersion === model.version)
    return newest === undefined ? undefined : { id, name: body.name, helps: body.helps ?? [], result: resultOf(model, newest.body) }
  }))
  return new Map(model.dimensions.map(({ code }) => {
    const value = valueOf(own, code)
    const ahead = known.filter((one) => one !== undefined && value !== null && one.helps.includes(helpKey(model.id, code)) && (valueOf(one.result, code) ?? Number.NEGATIVE_INFINITY) - value >= stepsAhead(model))
    return [code, ahead.map((one) => ({ id: one!.id, name: one!.name })).toSorted((a, b) => a.name.localeCompare(b.name, 'de'))]
  }))
}
