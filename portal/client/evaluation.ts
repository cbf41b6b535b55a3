import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'
import { request } from './request.ts'
import type { Stage } from './undertakings.ts'

/** Figures of undertakings as services/community makes them; its tables are in the reader's language. */
export interface EvaluationAnswer {
  readonly evaluation: {
    readonly period: { readonly from: string; readonly to: string }
    readonly stages: readonly { readonly stage: Stage; readonly now: number; readonly reached: number }[]
    readonly durations: readonly { readonly to: Stage; readonly days: { readonly count: number; readonly lower: number; readonly median: number; readonly upper: number } | null }[]
  }
  readonly tables: readonly { readonly name: string; readonly title: string; readonly definition: string; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }[]
  readonly public: boolean
  readonly editor: boolean
}

interface Period {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const address = (network: NetworkInfo, name: string, { from, to }: Period): string => {
  const query = new URLSearchParams([...(from === undefined ? [] : [['from', from]]), ...(to === undefined ? [] : [['to', to]])]).toString()
  return `${networkPath(network, 'community', name)}${query === '' ? '' : `?${query}`}`
}

export const fetchEvaluation = (network: NetworkInfo, period: Period, signal: AbortSignal): Promise<EvaluationAnswer> => request(address(network, 'evaluation', period), { signal })
export const evaluationFile = (network: NetworkInfo, kind: 'pdf' | 'csv', period: Period): string => address(network, `evaluation.${kind}`, period)
export const setEvaluationPublic = (network: NetworkInfo, isPublic: boolean): Promise<unknown> => request(networkPath(network, 'community', 'editor', 'evaluation'), { method: 'PUT', json: { public: isPublic } })
