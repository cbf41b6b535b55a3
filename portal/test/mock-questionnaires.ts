import type { Answer } from './mock-person.ts'
import { sampleForm } from './sample-form.ts'

interface Stored {
  readonly resourceType: string
  readonly id: string
  readonly meta: { readonly versionId: string; readonly lastUpdated: string }
  readonly status?: string
  readonly url?: string
  readonly version?: string
  readonly item?: readonly unknown[]
  readonly [member: string]: unknown
}

/** A carrier's questionnaires. */
export interface QuestionnairesState {
  readonly stored: Map<string, Stored>
  /** The next save finds that somebody else was quicker. */
  elsewhere: boolean
}

const stored = (resource: object, id: string, version: number): Stored => ({ ...resource, id, meta: { versionId: String(version), lastUpdated: '2026-11-20T09:00:00Z' } }) as Stored

export function sampleQuestionnaires(): QuestionnairesState {
  return {
    elsewhere: false,
    stored: new Map([
      ['intake', stored({ ...sampleForm, url: 'urn:steckwerk:questionnaire:intake' }, 'intake', 1)],
      ['own', stored({ resourceType: 'Questionnaire', url: 'urn:uuid:own', version: '1', status: 'active', title: 'Fragen zur Narkose', publisher: 'Klinikverbund Alpha', item: [{ linkId: 'n', type: 'boolean', text: 'Hatten Sie schon eine Narkose?' }] }, 'own', 1)],
      ['old', stored({ resourceType: 'Questionnaire', url: 'urn:uuid:old', version: '1', status: 'retired', title: 'Alter Bogen' }, 'old', 2)],
    ]),
  }
}

/** Search, create and transaction; undefined for everything else. */
export function answerQuestionnaires(state: QuestionnairesState, method: string, path: string, body: string): Answer | undefined {
  if (path === '/fhir/alpha/Questionnaire/_search') return { status: 200, json: { resourceType: 'Bundle', type: 'searchset', entry: [...state.stored.values()].map(resource => ({ resource })), link: [] } }
  if (method === 'POST' && path === '/fhir/alpha/Questionnaire') {
    const made = stored(JSON.parse(body) as object, `new${state.stored.size}`, 1)
    state.stored.set(made.id, made)
    return { status: 201, json: made }
  }
  if (method !== 'POST' || path !== '/fhir/alpha') return undefined
  const { entry } = JSON.parse(body) as { readonly entry: readonly { readonly resource: Stored; readonly request: { readonly method: string; readonly url: string; readonly ifMatch?: string } }[] }
  const stale = state.elsewhere || entry.some(({ resource, request }) => request.method !== 'PUT' || request.url !== `Questionnaire/${resource.id}` || request.ifMatch !== `W/"${state.stored.get(resource.id)?.meta.versionId}"`)
  if (stale) return { status: 412, json: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict', details: { coding: [{ code: 'store/version-conflict' }] } }] } }
  const answers = entry.map(({ resource }) => {
    const version = Number(state.stored.get(resource.id)!.meta.versionId) + 1
    state.stored.set(resource.id, stored(resource, resource.id, version))
    return { response: { status: '200', etag: `W/"${version}"` } }
  })
  return { status: 200, json: { resourceType: 'Bundle', type: 'transaction-response', entry: answers } }
}
