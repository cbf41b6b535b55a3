import type { FhirBundle, FhirResource } from '@steckwerk/plug'
import type { FormDocument, FormLine } from '../contract/form.ts'
import type { Words } from '../contract/person.ts'
import { carrierName } from '../person/person-call.ts'
import type { FormsFor } from './form-operations.ts'

interface Signed {
  readonly when?: string
  readonly who?: { readonly display?: string }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** What a patient may fill in, has begun and has sent, of a service's $waiting. A questionnaire waits while nothing of it was begun or sent. */
export function formLines(bundle: FhirResource, of: Pick<FormsFor, 'carrier' | 'patient'>, mayAct: boolean): readonly FormLine[] {
  const resources = ((bundle as FhirBundle).entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource]))
  const typed = (type: string): readonly FhirResource[] => resources.filter(({ resourceType }) => resourceType === type)
  const confirmed = new Set(typed('Provenance').flatMap(({ target }) => (target as readonly { readonly reference?: string }[] | undefined ?? []).map(({ reference }) => reference)))
  const questionnaires = new Map(typed('Questionnaire').map((one) => [text(one['url']) ?? '', one]))
  const common = { carrier: carrierName(of.carrier), patient: of.patient, mayAct }
  const begun = typed('QuestionnaireResponse').filter(({ status }) => status === 'in-progress' || status === 'completed').map((one): FormLine => {
    const canonical = text(one['questionnaire']) ?? ''
    const offered = questionnaires.get(canonical.split('|')[0]!)
    return {
      ...common, questionnaire: canonical, title: titleOf(offered), occasion: occasionOf(offered), offered: offered !== undefined, state: one['status'] === 'completed' ? 'done' : 'draft',
      response: one.id, at: text(one['authored']), signed: confirmed.has(`QuestionnaireResponse/${one.id ?? ''}`),
    }
  })
  const known = new Set(begun.map(({ questionnaire }) => questionnaire.split('|')[0]))
  const waiting = [...questionnaires].filter(([url]) => !known.has(url)).map(([url, one]): FormLine => ({
    ...common, questionnaire: `${url}|${text(one['version']) ?? ''}`.replace(/\|$/, ''), title: titleOf(one), occasion: occasionOf(one), offered: true, state: 'waiting', response: undefined, at: undefined, signed: false,
  }))
  return [...waiting, ...begun]
}

/** Waiting and begun ones first, then the newest. */
export function inOrder(lines: readonly FormLine[]): FormLine[] {
  const order = { waiting: 0, draft: 0, done: 1 } as const
  return lines.toSorted((a, b) => order[a.state] - order[b.state] || (b.at ?? '').localeCompare(a.at ?? ''))
}

interface UseContext {
  readonly valueCodeableConcept?: { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] }
}

function occasionOf(questionnaire: FhirResource | undefined): FormLine['occasion'] {
  const contexts = (questionnaire?.['useContext'] ?? []) as readonly UseContext[]
  return contexts.some(({ valueCodeableConcept }) => valueCodeableConcept?.coding?.some(({ system, code }) => system === 'urn:steckwerk:form-occasion' && code === 'visit') === true) ? 'visit' : undefined
}

function titleOf(questionnaire: FhirResource | undefined): Words {
  const de = text(questionnaire?.['title']) ?? 'Formular'
  const translations = (questionnaire?.['_title'] as { readonly extension?: readonly { readonly extension?: readonly { readonly url: string; readonly valueCode?: string; readonly valueString?: string }[] }[] } | undefined)?.extension ?? []
  const english = translations.find(({ extension }) => extension?.some(({ url, valueCode }) => url === 'lang' && valueCode === 'en') === true)
  return { de, en: english?.extension?.find(({ url }) => url === 'content')?.valueString ?? (questionnaire === undefined ? 'Form' : de) }
}

/** Who confirmed and when, of a Provenance. */
export function signedOf(provenance: FhirResource | undefined): FormDocument['signed'] {
  const signature = (provenance?.['signature'] as readonly Signed[] | undefined)?.[0]
  return signature === undefined ? undefined : { at: signature.when ?? '', name: signature.who?.display ?? '' }
}
