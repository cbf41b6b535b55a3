import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument } from '@steckwerk/plug'
import { maturityModel, type MaturityModel } from './model.ts'
import digitalRadar from './digital-radar.json' with { type: 'json' }
import oegd from './oegd.json' with { type: 'json' }

/** The models that come along. */
export const builtInModels: readonly MaturityModel[] = [oegd, digitalRadar].map((data) => maturityModel.parse(data))

/** A version of a model that a network brought. Kept as long as the network: assessments are read by the version they were made with. */
export interface KeptModel {
  readonly model: MaturityModel
  /** Nobody begins with it any more. */
  readonly retired: boolean
}

export const mostModels = 100

export function modelDocumentId({ id, version }: Pick<MaturityModel, 'id' | 'version'>): string {
  return `${id}.${String(version).padStart(4, '0')}`
}

export interface KnownModels {
  /** The network's own, every version, in the order of ids and versions. */
  readonly kept: readonly PlugDocument<KeptModel>[]
  /** What an assessment may be begun with: the newest version of each. */
  readonly offered: readonly MaturityModel[]
  /** Every version of every model, older ones first. */
  readonly every: readonly MaturityModel[]
  /** Without a version, of those that are offered. Faults: maturity/model-unknown. */
  find(id: string, version?: number): MaturityModel
}

export async function knownModels({ documents }: PlugCarrier): Promise<KnownModels> {
  const kept = await documents.list<KeptModel>('model', { count: mostModels })
  const newest = kept.filter(({ body: { model } }) => !kept.some(({ body }) => body.model.id === model.id && body.model.version > model.version))
  const offered = [...builtInModels, ...newest.filter(({ body }) => !body.retired).map(({ body }) => body.model)]
  const every = [...builtInModels, ...kept.map(({ body }) => body.model)]
  return {
    kept, offered, every,
    find(id, version) {
      const found = (version === undefined ? offered : every).find((model) => model.id === id && (version === undefined || model.version === version))
      if (found === undefined) throw new Fault('not-found', 'maturity/model-unknown', 'There is no such maturity model, or not in this version.')
      return found
    },
  }
}
