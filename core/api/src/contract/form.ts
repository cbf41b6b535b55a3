/** The wire types of forms that a person fills in, below /portal/api. Instants are ISO 8601 UTC. Types only. */
import type { Brand, GuestKey } from './booking.ts'
import type { CarrierName, Words } from './person.ts'

/** A FHIR resource as JSON: what @steckwerk/form reads. */
export interface FormResource {
  readonly resourceType: string
  readonly id?: string
  readonly meta?: { readonly versionId?: string }
  readonly [member: string]: unknown
}

/** One form of one patient. */
export interface FormLine {
  readonly carrier: CarrierName
  readonly patient: string
  /** Canonical address of the Questionnaire with `|version`. */
  readonly questionnaire: string
  readonly title: Words
  /** waiting = not begun; draft = begun; done. */
  readonly state: 'waiting' | 'draft' | 'done'
  /** The QuestionnaireResponse; undefined while waiting. */
  readonly response: string | undefined
  /** Last saved or sent. */
  readonly at: string | undefined
  readonly signed: boolean
  /** What the hospital wants it for: `visit` = before each visit; undefined = at any time. */
  readonly occasion: 'visit' | undefined
  /** Whether it can be begun (again): the hospital still offers this questionnaire. */
  readonly offered: boolean
  /** Whether the person may fill it in, not only read. */
  readonly mayAct: boolean
}

/** GET /forms: of all linked hospitals, waiting and begun ones first. `unreachable`: hospitals whose forms cannot be asked for now. */
export interface FormList {
  readonly forms: readonly FormLine[]
  readonly unreachable: readonly CarrierName[]
}

/** POST /forms/:carrier/:patient/begin: a new draft, filled from the record; where there is a draft already, that one. */
export interface FormBeginning {
  /** Canonical address; without a version the newest. */
  readonly questionnaire: string
}

/** A form with what is in it. Also GET /forms/:carrier/:patient/:response. */
export interface FormDocument {
  readonly carrier: CarrierName
  readonly brand: Brand
  readonly patient: string
  readonly questionnaire: FormResource
  /** QuestionnaireResponse with id and meta.versionId. */
  readonly response: FormResource
  /** SHA-256 of what stands in the response, hex: what a confirmation is bound to. */
  readonly hash: string
  readonly signed: { readonly at: string; readonly name: string } | undefined
}

/** PUT /forms/:carrier/:patient/:response: autosave. Faults: forms/changed-elsewhere (409), where another device saved since `version`. */
export interface FormSaving {
  readonly version: string
  readonly item: readonly unknown[]
}
export interface FormSaved {
  readonly version: string
  readonly savedAt: string
  readonly hash: string
}

/** POST /forms/:carrier/:patient/:response/submit. 422 with issues where the answers do not hold. */
export interface FormSubmission {
  readonly version: string
  /** Of the answers the person saw. */
  readonly hash: string
  /** Drawn: strokes of points in a box 600 × 200; undefined = confirmed without drawing. */
  readonly strokes?: readonly (readonly (readonly [x: number, y: number])[])[] | undefined
  /** Instead: the name as the person typed it. */
  readonly typed?: string | undefined
}

/** GET /forms/:carrier/:patient/:response/pdf: application/pdf. */

/** The same without an account, with the code of a booking: POST /forms/guests/list → FormList, /begin → 201 FormDocument, /read → FormDocument, /save → FormSaved,
 *  /submit → FormDocument, /pdf → application/pdf; bodies as above with these beside. One answer for every failure of the key: 422 access/activation-refused; 429 with Retry-After. */
export interface GuestForm extends GuestKey {
  readonly response: string
}
export interface GuestFormBeginning extends GuestKey, FormBeginning {}
export interface GuestFormSaving extends GuestForm, FormSaving {}
export interface GuestFormSubmission extends GuestForm, FormSubmission {}
