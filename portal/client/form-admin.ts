import type { Questionnaire } from '@steckwerk/form'
import { searchAll } from './fhir.ts'
import { freshUuid } from './fresh-uuid.ts'
import { request } from './request.ts'

/** A carrier's questionnaires, by the FHIR interface. */
export type StoredQuestionnaire = Questionnaire & { readonly id: string; readonly meta?: { readonly versionId?: string; readonly lastUpdated?: string } }

const base = (carrier: string): string => `/fhir/${encodeURIComponent(carrier)}`

/** All there are, what was changed last first. */
export function fetchQuestionnaires(carrier: string, signal?: AbortSignal): Promise<StoredQuestionnaire[]> {
  return searchAll<StoredQuestionnaire>(carrier, 'Questionnaire', { _sort: '-_lastUpdated', _count: '50' }, signal)
}

/** Answers its id. */
export async function createQuestionnaire(carrier: string, questionnaire: Questionnaire): Promise<string> {
  return (await request<StoredQuestionnaire>(`${base(carrier)}/Questionnaire`, { method: 'POST', json: questionnaire })).id
}

interface TransactionAnswer {
  readonly entry?: readonly { readonly response?: { readonly etag?: string } }[]
}

/** All of them or none, each over the version it was read in; answers them with their new versions. Rejects with status 412 where somebody has saved meanwhile. */
export async function saveQuestionnaires(carrier: string, questionnaires: readonly StoredQuestionnaire[]): Promise<readonly StoredQuestionnaire[]> {
  const entry = questionnaires.map(resource => {
    return { resource, request: { method: 'PUT', url: `Questionnaire/${resource.id}`, ...(resource.meta?.versionId === undefined ? {} : { ifMatch: `W/"${resource.meta.versionId}"` }) } }
  })
  const answer = await request<TransactionAnswer>(base(carrier), { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
  return questionnaires.map((one, at) => {
    const versionId = /"([^"]+)"/.exec(answer.entry?.[at]?.response?.etag ?? '')?.[1]
    return { ...one, meta: { ...one.meta, ...(versionId === undefined ? {} : { versionId }) } }
  })
}

/** An address that nobody else has. */
export const freshAddress = (): string => `urn:uuid:${freshUuid()}`
