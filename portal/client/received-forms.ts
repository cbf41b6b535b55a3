import type { FormDocument } from '@steckwerk/api/contract/form'
import type { Questionnaire } from '@steckwerk/form'
import { nextCursor, searchAll, searchPage } from './fhir.ts'
import { referencedId, type Bundle, type CodeableConcept, type Patient, type Reference } from './fhir-shapes.ts'
import { request } from './request.ts'

/** A questionnaire that a patient has sent, without its answers. */
export interface ReceivedForm {
  readonly id: string
  /** Absent where the record may not be seen any more. */
  readonly patient: Patient | undefined
  /** Canonical address, with `|version`. */
  readonly questionnaire: string
  readonly authored: string
}

export interface ReceivedForms {
  readonly forms: readonly ReceivedForm[]
  /** Of the next page; null = this is the last one. */
  readonly cursor: string | null
}

interface Response {
  readonly resourceType: 'QuestionnaireResponse'
  readonly id?: string
  readonly questionnaire?: string
  readonly authored?: string
  readonly subject?: Reference
}

const pageSize = 50

/** The newest first, of the patients who asks may see; `name` = what a patient's name begins with, '' = any. */
export async function fetchReceivedForms(carrier: string, name: string, cursor: string | null, signal: AbortSignal): Promise<ReceivedForms> {
  const form = new URLSearchParams({ status: 'completed', _sort: '-authored', _count: String(pageSize), _elements: 'questionnaire,authored,subject,status', _include: 'QuestionnaireResponse:subject' })
  for (const word of name.split(/[\s,]+/).filter(part => part !== '')) form.append('subject:Patient.name', word)
  if (cursor !== null) form.set('_cursor', cursor)
  const bundle = await request<Bundle>(`/fhir/${encodeURIComponent(carrier)}/QuestionnaireResponse/_search`, { method: 'POST', form, signal })
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? [])
  const patients = new Map(resources.filter((one): one is Patient => one.resourceType === 'Patient').map(one => [one.id, one]))
  return {
    forms: resources.filter((one): one is Response => one.resourceType === 'QuestionnaireResponse').map(({ id = '', questionnaire = '', authored = '', subject }) => ({ id, questionnaire, authored, patient: patients.get(referencedId(subject, 'Patient')) })),
    cursor: nextCursor(bundle),
  }
}

export type TitledQuestionnaire = Pick<Questionnaire, 'title' | '_title' | 'url'> & { readonly resourceType: 'Questionnaire'; readonly id?: string }

/** What a carrier's questionnaires are called, also former ones, by address without version. */
export async function fetchTitles(carrier: string, signal: AbortSignal): Promise<ReadonlyMap<string, TitledQuestionnaire>> {
  const all = await searchAll<TitledQuestionnaire>(carrier, 'Questionnaire', { _elements: 'url,title,status,version', _sort: '_lastUpdated', _count: '200' }, signal)
  return new Map(all.map(one => [one.url ?? '', one]))
}

/** A form as its readers need it, and who it is about. */
export interface ReceivedDocument extends Omit<FormDocument, 'brand' | 'carrier'> {
  readonly about: Patient
}

interface FormParameters {
  readonly parameter?: readonly { readonly name?: string; readonly valueString?: string; readonly resource?: FormDocument['response'] }[]
}
interface Provenance {
  readonly signature?: readonly { readonly when?: string; readonly who?: { readonly display?: string } }[]
}

/** By the forms service's operation; the access log has it. */
export async function fetchReceivedForm(carrier: string, id: string, signal: AbortSignal): Promise<ReceivedDocument> {
  const { parameter = [] } = await request<FormParameters>(operation(carrier, id, 'form'), { signal })
  const part = (name: string) => parameter.find(one => one.name === name)
  const [questionnaire, response] = [part('questionnaire')?.resource, part('response')?.resource]
  if (questionnaire === undefined || response === undefined) throw new Error('The forms service did not answer as it should')
  const patient = referencedId(response['subject'] as Reference, 'Patient') ?? ''
  const [signature] = (part('provenance')?.resource as Provenance | undefined)?.signature ?? []
  return {
    patient, questionnaire, response, hash: part('hash')?.valueString ?? '', signed: signature === undefined ? undefined : { at: signature.when ?? '', name: signature.who?.display ?? '' },
    about: (await searchPage<Patient>(carrier, 'Patient', { _id: patient }, signal))[0] ?? { resourceType: 'Patient', id: patient },
  }
}

/** application/pdf */
export async function fetchReceivedPdf(carrier: string, id: string): Promise<Blob> {
  const { data = '' } = await request<{ readonly data?: string }>(operation(carrier, id, 'pdf'))
  return new Blob([Uint8Array.from(atob(data), sign => sign.charCodeAt(0))], { type: 'application/pdf' })
}

const operation = (carrier: string, id: string, name: string): string => `/fhir/${encodeURIComponent(carrier)}/QuestionnaireResponse/${encodeURIComponent(id)}/$${name}`

export interface Allergy {
  readonly resourceType: 'AllergyIntolerance'
  readonly id?: string
  readonly code?: CodeableConcept
  readonly clinicalStatus?: CodeableConcept
}

/** What a patient does not tolerate, as far as the record says and unless it is over. */
export async function fetchAllergies(carrier: string, patient: string, signal: AbortSignal): Promise<readonly Allergy[]> {
  const all = await searchAll<Allergy>(carrier, 'AllergyIntolerance', { patient, _count: '50' }, signal)
  return all.filter(({ clinicalStatus }) => clinicalStatus?.coding?.some(({ code }) => code === 'inactive' || code === 'resolved') !== true)
}
