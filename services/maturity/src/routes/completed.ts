import type { PlugDocument } from '@steckwerk/plug'
import type { Assessment } from '../assessment/assessment.ts'
import { resultOf } from '../assessment/result.ts'
import type { Completed } from '../assessment/target.ts'
import type { MaturityModel } from '../model/model.ts'

/** An office's completed assessments by a model, by day. */
export function completedOf(model: MaturityModel, assessments: readonly PlugDocument<Assessment>[]): readonly Completed[] {
  return assessments
    .filter(({ body }) => body.completed !== undefined && body.model === model.id && body.modelVersion === model.version)
    .map(({ id, body }) => ({ id, day: body.day, kind: body.kind, result: resultOf(model, body) }))
    .toSorted((one, other) => one.day.localeCompare(other.day))
}
