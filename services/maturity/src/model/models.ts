import { Fault } from '@steckwerk/kernel'
import { maturityModel, type MaturityModel } from './model.ts'
import digitalRadar from './digital-radar.json' with { type: 'json' }
import oegd from './oegd.json' with { type: 'json' }

/** The models that come along; the newest version of each. */
export const models: readonly MaturityModel[] = [oegd, digitalRadar].map((data) => maturityModel.parse(data))

/** Faults: maturity/model-unknown. */
export function modelOf(id: string, version?: number): MaturityModel {
  const found = models.find((model) => model.id === id && (version === undefined || model.version === version))
  if (found === undefined) throw new Fault('not-found', 'maturity/model-unknown', 'There is no such maturity model, or not in this version.')
  return found
}
