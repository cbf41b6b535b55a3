/** The public types of the form engine: FHIR R4 Questionnaire with a part of SDC. Pure values, the same in the browser and on the server. */

/** Any element of a FHIR resource. */
export interface Element {
  readonly extension?: readonly Extension[]
  readonly [member: string]: unknown
}

export interface Extension extends Element {
  readonly url: string
}

export interface Coding {
  readonly system?: string
  readonly code?: string
  readonly display?: string
  readonly extension?: readonly Extension[]
  readonly _display?: Element
}

export type ItemType =
  | 'group' | 'display' | 'boolean' | 'decimal' | 'integer' | 'date' | 'dateTime' | 'time' | 'string' | 'text' | 'url' | 'choice' | 'open-choice'
  | 'attachment' | 'reference' | 'quantity'

/** What an answer holds: one member, as in FHIR (`{ valueString: 'x' }`). */
export type AnswerValue = Readonly<Record<string, unknown>>

export interface EnableWhen {
  readonly question: string
  readonly operator: 'exists' | '=' | '!=' | '>' | '<' | '>=' | '<='
  readonly [answer: `answer${string}`]: unknown
}

export interface QuestionnaireItem extends Element {
  readonly linkId: string
  readonly type: ItemType
  readonly prefix?: string
  readonly text?: string
  readonly _text?: Element
  readonly code?: readonly Coding[]
  readonly enableWhen?: readonly EnableWhen[]
  readonly enableBehavior?: 'all' | 'any'
  readonly required?: boolean
  readonly repeats?: boolean
  readonly readOnly?: boolean
  readonly maxLength?: number
  readonly answerValueSet?: string
  readonly answerOption?: readonly Element[]
  readonly initial?: readonly AnswerValue[]
  readonly item?: readonly QuestionnaireItem[]
}

export interface Questionnaire extends Element {
  readonly resourceType: 'Questionnaire'
  readonly id?: string
  readonly url?: string
  readonly version?: string
  readonly title?: string
  readonly _title?: Element
  readonly description?: string
  readonly status?: string
  readonly contained?: readonly Readonly<Record<string, unknown>>[]
  readonly item?: readonly QuestionnaireItem[]
}

export interface ResponseAnswer extends Element {
  readonly item?: readonly ResponseItem[]
}

export interface ResponseItem extends Element {
  readonly linkId: string
  readonly text?: string
  readonly answer?: readonly ResponseAnswer[]
  readonly item?: readonly ResponseItem[]
}

export interface QuestionnaireResponse extends Element {
  readonly resourceType: 'QuestionnaireResponse'
  readonly id?: string
  readonly meta?: { readonly versionId?: string; readonly lastUpdated?: string }
  readonly questionnaire?: string
  readonly status: 'in-progress' | 'completed' | 'amended' | 'entered-in-error' | 'stopped'
  readonly item?: readonly ResponseItem[]
}

/** Where an answer came from that the person did not type: a resource of the record, an earlier form, or the questionnaire's own default. */
export interface AnswerSource {
  readonly kind: 'record' | 'initial' | 'calculated'
  /** `MedicationStatement/1`. */
  readonly reference?: string
  /** When the record got to know it: FHIR dateTime. */
  readonly at?: string
}

/** FHIRPath: values of an expression on a resource, with its variables. Throws where it cannot be evaluated. */
export type Evaluate = (expression: string, focus: unknown, variables: Readonly<Record<string, unknown>>) => readonly unknown[]

export interface FormContext {
  /** Needed where `needsFhirpath(questionnaire)`; made by loadFhirpath(). */
  readonly evaluate?: Evaluate
  /** Resources and bundles by the name expressions use: `patient`, names of x-fhir-query variables. */
  readonly variables?: Readonly<Record<string, unknown>>
  /** Observations of the patient, newest first: for items with observationLinkPeriod. */
  readonly observations?: readonly Readonly<Record<string, unknown>>[]
  /** The patient's last completed response to this questionnaire: its answers are offered where the questionnaire allows it. */
  readonly earlier?: QuestionnaireResponse
  /** Needed where something is filled in from the record: observationLinkPeriod counts from here. */
  readonly now?: Date
  /** Codings of a value set that is not contained; undefined where it is not known. */
  readonly valueSet?: (url: string) => readonly Coding[] | undefined
}

export type Language = 'de' | 'en'

export interface Words {
  readonly de: string
  readonly en: string
}

/** One thing that is wrong with a response. */
export interface FormIssue {
  /** The item's path: link ids joined by `/`, with `[n]` behind a repeating group; empty for the whole. */
  readonly path: string
  readonly code:
    | 'structure' | 'unknown-item' | 'not-enabled' | 'required' | 'type' | 'too-many' | 'too-few' | 'too-long' | 'too-short' | 'too-small' | 'too-large' | 'pattern' | 'not-an-option'
    | 'attachment-type' | 'attachment-size' | 'decimals' | 'calculated' | 'read-only' | 'unit'
  /** What is wrong, and how it is mended. Never repeats the answer. */
  readonly text: Words
  readonly mend: Words
}

/** One question, group or text as it stands in the form now. */
export interface FormNode {
  readonly path: string
  readonly item: QuestionnaireItem
  /** Enabled and not below something disabled. */
  readonly enabled: boolean
  /** Enabled and not hidden. */
  readonly visible: boolean
  readonly readOnly: boolean
  readonly answers: readonly AnswerValue[]
  readonly source: AnswerSource | undefined
  readonly children: readonly FormNode[]
  /** Of one instance of a repeating group: which, and how many there are. */
  readonly instance: { readonly index: number; readonly count: number } | undefined
}

/** What is worked out once from a questionnaire. */
export interface FormPlan {
  readonly items: ReadonlyMap<string, { readonly item: QuestionnaireItem; readonly ancestors: readonly QuestionnaireItem[] }>
  /** Something in it depends on an expression while it is filled in. */
  readonly expressions: boolean
}

/** A form being filled in: a value that is never changed; every step gives a new one. */
export interface Form {
  readonly questionnaire: Questionnaire
  readonly plan: FormPlan
  readonly context: FormContext
  /** By path; only of questions that have some, enabled or not: what was answered comes back with the question. */
  readonly answers: ReadonlyMap<string, readonly AnswerValue[]>
  /** Number of instances, by path of a repeating group without its index. */
  readonly instances: ReadonlyMap<string, number>
  readonly sources: ReadonlyMap<string, AnswerSource>
  readonly nodes: readonly FormNode[]
}

/** What is asked at once: on a phone one question, with the texts before it. */
export interface FormPage {
  readonly key: string
  /** Texts of the groups it stands in, outermost first. */
  readonly groups: readonly FormNode[]
  readonly nodes: readonly FormNode[]
}
