import type { FormDocument, FormLine, FormResource } from '@steckwerk/api/contract/form'
import { canonicalContent, validate, type Questionnaire, type QuestionnaireResponse } from '@steckwerk/form'
import { loadFhirpath } from '@steckwerk/form/fhirpath'
import { createHash } from 'node:crypto'
import type { Answer } from './mock-person.ts'
import { sampleForm } from './sample-form.ts'

const evaluate = await loadFhirpath()
const alpha = { slug: 'alpha', name: 'Klinikverbund Alpha' }

/** One questionnaire and what was filled into it; tests change it. */
export interface FormsState {
  questionnaire: Questionnaire
  /** What the record fills in. */
  prefilled: QuestionnaireResponse['item']
  responses: (QuestionnaireResponse & FormResource & { readonly id: string; authored: string; patient: string })[]
  /** The next saves do not reach the hub. */
  broken: number
  readonly calls: { readonly route: string; readonly body: Readonly<Record<string, unknown>> }[]
}

export function sampleForms(): FormsState {
  return {
    questionnaire: sampleForm, responses: [], broken: 0, calls: [],
    prefilled: [{ linkId: 'contact', item: [{ linkId: 'phone', answer: [{ valueString: '+49 251 1234', extension: [{ url: 'urn:steckwerk:answer-source', extension: [{ url: 'kind', valueCode: 'record' }, { url: 'reference', valueReference: { reference: 'Patient/pa' } }, { url: 'at', valueDateTime: '2026-10-01' }] }] }] }] }],
  }
}

const ok = (json: unknown, status = 200): Answer => ({ status, json })
const fault = (status: number, code: string): Answer => ({ status, json: { code, text: 'Refused.', issues: [] } })
const hashOf = (response: QuestionnaireResponse): string => createHash('sha256').update(canonicalContent(response), 'utf8').digest('hex')

/** undefined = none of these routes. */
export function answerForm(state: FormsState, route: string, sent: unknown): Answer | undefined {
  const [method, path = ''] = route.split(' ')
  if (!/^\/forms(\/|$)/.test(path)) return undefined
  const body = (sent ?? {}) as Readonly<Record<string, unknown>>
  if (method !== 'GET') state.calls.push({ route, body })
  const parts = path.split('/').slice(2)
  const isGuest = parts[0] === 'guests'
  if (isGuest && body['birthDate'] !== '1971-02-03') return fault(422, 'access/activation-refused')
  const patient = isGuest ? 'g' : parts[1] ?? ''
  const act = isGuest ? { list: '', begin: 'begin', read: 'read', save: 'save', submit: 'submit', pdf: 'pdf' }[parts[1] ?? ''] : parts.length === 0 ? '' : parts[2] === 'begin' ? 'begin' : parts[3] ?? (method === 'PUT' ? 'save' : 'read')
  if (act === '') return ok({ forms: isGuest ? lines(state, 'g') : lines(state, 'pa'), unreachable: [] })
  if (act === 'begin') {
    const id = `r${state.responses.length + 1}`
    state.responses.push({ resourceType: 'QuestionnaireResponse', id, questionnaire: 'urn:test:intake|1', status: 'in-progress', authored: new Date().toISOString(), meta: { versionId: '1' }, patient, ...(state.prefilled === undefined || isGuest ? {} : { item: state.prefilled }) })
    return ok(documentOf(state, id, patient), 201)
  }
  const id = isGuest ? String(body['response']) : parts[2] ?? ''
  const at = state.responses.findIndex(one => one.id === id && one.patient === patient)
  const stored = state.responses[at]
  if (stored === undefined) return fault(404, 'api/form-unknown')
  if (act === 'read') return ok(documentOf(state, id, patient))
  if (act === 'pdf') return { status: 200, json: { pdf: true } }
  if (state.broken > 0) {
    state.broken -= 1
    return fault(503, 'api/forms-answer')
  }
  if (stored.status !== 'in-progress') return fault(409, 'forms/already-sent')
  if (body['version'] !== stored.meta?.versionId) return fault(409, 'forms/changed-elsewhere')
  const item = act === 'save' ? body['item'] as NonNullable<QuestionnaireResponse['item']> : stored.item
  const { item: _, ...rest } = stored
  const next = { ...rest, ...(item === undefined || item.length === 0 ? {} : { item }), status: act === 'submit' ? 'completed' as const : 'in-progress' as const, authored: new Date().toISOString(), meta: { versionId: String(Number(stored.meta?.versionId) + 1) } }
  if (act === 'submit' && body['hash'] !== hashOf(next)) return fault(409, 'forms/other-content')
  if (act === 'submit' && validate(state.questionnaire, next, { evaluate }).length > 0) return fault(422, 'forms/invalid-answers')
  state.responses[at] = next
  return act === 'submit' ? ok(documentOf(state, id, patient)) : ok({ version: next.meta.versionId, savedAt: next.authored, hash: hashOf(next) })
}

function lines(state: FormsState, patient: string): FormLine[] {
  const common = { carrier: alpha, patient, title: { de: 'Aufnahmebogen', en: 'Admission form' }, occasion: 'visit' as const, offered: true, mayAct: true, questionnaire: 'urn:test:intake|1' }
  const begun = state.responses.filter(one => one.patient === patient).map((one): FormLine => ({ ...common, state: one.status === 'completed' ? 'done' : 'draft', response: one.id, at: one.authored, signed: one.status === 'completed' }))
  return begun.length > 0 ? begun : [{ ...common, state: 'waiting', response: undefined, at: undefined, signed: false }]
}

function documentOf(state: FormsState, id: string, patient: string): FormDocument {
  const { patient: _, ...response } = state.responses.find(one => one.id === id)!
  return {
    carrier: alpha, brand: { carrier: alpha, main: '#7a1e3c', second: '#b0602a' }, patient, questionnaire: state.questionnaire, response, hash: hashOf(response),
    signed: response.status === 'completed' ? { at: response.authored, name: patient === 'g' ? 'Jörg Groß' : 'Erika Mustermann' } : undefined,
  }
}
