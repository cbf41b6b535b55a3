import type {
  FormBeginning, FormDocument, FormList, FormSaved, FormSaving, FormSubmission, GuestForm, GuestFormBeginning, GuestFormSaving, GuestFormSubmission,
} from '@steckwerk/api/contract/form'
import type { GuestKey } from '@steckwerk/api/contract/booking'
import { request } from './request.ts'

/** A form with what is in it. */
export type FormContent = Pick<FormDocument, 'questionnaire' | 'response' | 'hash'>

/** Where a draft lies. */
export interface DraftSource {
  read(): Promise<FormContent>
  save(saving: FormSaving): Promise<FormSaved>
}

/** One form, whoever may fill it in: an account or a guest. */
export interface FormSource extends DraftSource {
  read(signal?: AbortSignal): Promise<FormDocument>
  submit(submission: FormSubmission): Promise<FormDocument>
  pdf(): Promise<Blob>
}

const path = (...parts: readonly string[]): string => ['/portal/api/forms', ...parts.map(encodeURIComponent)].join('/')

export const fetchForms = (signal: AbortSignal): Promise<FormList> => request(path(), { signal })
export const beginForm = (carrier: string, patient: string, json: FormBeginning): Promise<FormDocument> => request(path(carrier, patient, 'begin'), { method: 'POST', json })

export const fetchGuestForms = (json: GuestKey): Promise<FormList> => request(path('guests', 'list'), { method: 'POST', json })
export const beginGuestForm = (json: GuestFormBeginning): Promise<FormDocument> => request(path('guests', 'begin'), { method: 'POST', json })

export function ownForm(carrier: string, patient: string, response: string): FormSource {
  const at = (...more: readonly string[]): string => path(carrier, patient, response, ...more)
  return {
    read: signal => request(at(), signal === undefined ? {} : { signal }),
    save: json => request(at(), { method: 'PUT', json }),
    submit: json => request(at('submit'), { method: 'POST', json }),
    pdf: () => file(at('pdf')),
  }
}

/** The key of a booking must not stand in an address, so everything goes by POST. */
export function guestForm(key: GuestKey, response: string): FormSource {
  const of: GuestForm = { ...key, response }
  return {
    read: signal => request(path('guests', 'read'), { method: 'POST', json: of, ...(signal === undefined ? {} : { signal }) }),
    save: saving => request(path('guests', 'save'), { method: 'POST', json: { ...of, ...saving } satisfies GuestFormSaving }),
    submit: submission => request(path('guests', 'submit'), { method: 'POST', json: { ...of, ...submission } satisfies GuestFormSubmission }),
    pdf: () => file(path('guests', 'pdf'), of),
  }
}

async function file(address: string, json?: unknown): Promise<Blob> {
  const init: RequestInit = json === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json', 'x-steckwerk': '1' }, body: JSON.stringify(json) }
  const answer = await fetch(address, { ...init, credentials: 'same-origin', cache: 'no-store' })
  if (!answer.ok) throw new Error(`The hub answered ${answer.status}`)
  return answer.blob()
}
