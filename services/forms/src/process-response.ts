import { canonicalContent, everyNode, fromResponse, isCalculated, validate, type Evaluate, type FormIssue, type QuestionnaireResponse } from '@steckwerk/form'
import { Fault, timeOrderedId, type Clock } from '@steckwerk/kernel'
import type { FhirBundleEntry, FhirResource, OperationAnswer, OperationCall, PlugCarrier } from '@steckwerk/plug'
import { confirmation, readStrokes } from './confirmation.ts'
import { extractedObservations } from './extract-observations.ts'
import { parameters, patientOf, resourceOf, textOf } from './parameters.ts'
import { questionnaireAt } from './questionnaires.ts'
import { contentHash, storedForm } from './stored-form.ts'

/** What may stand in a draft: it is not finished, and its calculations are made anew. */
const unfinished: ReadonlySet<FormIssue['code']> = new Set(['required', 'too-few', 'too-many', 'too-long', 'too-short', 'too-small', 'too-large', 'pattern', 'not-an-option', 'decimals', 'unit', 'calculated', 'not-enabled'])

/** QuestionnaireResponse/$process-response: takes a response, a draft (in-progress) or a finished one (completed).
 *  Parts: response; version, over which it goes; hash, signer and strokes or typed (a name) of a confirmation. A finished one is checked against its questionnaire, its
 *  scores become Observations, its confirmation a Provenance, all in one transaction. Answer: response, hash; 422 with OperationOutcome.
 *  Faults: forms/subject-missing, forms/not-yours, forms/response-missing, forms/already-sent, forms/changed-elsewhere, forms/other-content,
 *  forms/invalid-answers, forms/strokes, forms/questionnaire-unknown. */
export async function processResponse(carrier: PlugCarrier, call: OperationCall, { evaluate, clock }: { readonly evaluate: Evaluate; readonly clock: Clock }): Promise<OperationAnswer> {
  const given = resourceOf(call, 'response', 'QuestionnaireResponse') as (QuestionnaireResponse & FhirResource) | undefined
  if (given === undefined || (given.status !== 'in-progress' && given.status !== 'completed')) throw new Fault('invalid', 'forms/response-missing', 'A QuestionnaireResponse is needed, in-progress or completed.')
  const patient = patientOf(call, (given['subject'] as { readonly reference?: unknown } | undefined)?.reference)
  const stored = given.id === undefined ? undefined : await storedForm(carrier, call, given.id)
  if (stored !== undefined && stored.patient !== patient) throw new Fault('not-found', 'forms/not-yours', 'There is no such form here.')
  if (stored !== undefined && stored.response.status !== 'in-progress') throw new Fault('conflict', 'forms/already-sent', 'This form has been sent; it cannot be changed any more.')
  const questionnaire = stored?.questionnaire ?? await questionnaireAt(carrier.fhir, given.questionnaire ?? '')
  const finished = given.status === 'completed'
  const context = { evaluate }
  const issues = [...validate(questionnaire, given, context), ...stored === undefined ? [] : changedReadOnly(fromResponse(questionnaire, given, context), fromResponse(questionnaire, stored.response, context))]
  refuse(issues.filter(({ code }) => finished || !unfinished.has(code)))

  const now = new Date(clock.now()).toISOString()
  const hash = contentHash(given)
  const confirmed = textOf(call, 'hash')
  if (confirmed !== undefined && confirmed !== hash) throw new Fault('conflict', 'forms/other-content', 'These are not the answers that were confirmed; please look through them again.')
  const strokes = readStrokes(textOf(call, 'strokes'))
  const response: FhirResource = {
    ...stored?.response, resourceType: 'QuestionnaireResponse', questionnaire: given.questionnaire, status: given.status, subject: { reference: `Patient/${patient}` }, authored: now, item: given.item ?? [],
  }
  if ((given.item ?? []).length === 0) delete (response as { item?: unknown }).item
  const version = textOf(call, 'version')
  if (!finished) {
    const saved = stored === undefined
      ? await carrier.fhir.create(response, { ifNoneExist: `patient=${patient}&questionnaire=${encodeURIComponent(given.questionnaire ?? '')}&status=in-progress` })
      : await changed(() => carrier.fhir.update({ ...response, id: stored.response.id }, version === undefined ? {} : { version }))
    return { status: 200, resource: parameters([{ name: 'response', resource: saved }, { name: 'hash', valueString: contentHash(saved as unknown as QuestionnaireResponse) }]) }
  }
  const own = stored === undefined ? `urn:uuid:${timeOrderedId()}` : `QuestionnaireResponse/${stored.response.id}`
  const first: FhirBundleEntry = stored === undefined
    ? { fullUrl: own, resource: response, request: { method: 'POST', url: 'QuestionnaireResponse' } }
    : { resource: response, request: { method: 'PUT', url: own, ...version === undefined ? {} : { ifMatch: `W/"${version}"` } } }
  const others: readonly FhirResource[] = [
    ...extractedObservations(fromResponse(questionnaire, given, context), { patient, response: own, at: now }),
    ...confirmed === undefined ? [] : [confirmation({ target: own, at: now, hash, actor: call.caller.actor, name: textOf(call, 'signer'), strokes, typed: textOf(call, 'typed') })],
  ]
  const entry = [first, ...others.map((resource): FhirBundleEntry => ({ fullUrl: `urn:uuid:${timeOrderedId()}`, resource, request: { method: 'POST', url: resource.resourceType } }))]
  const answer = await changed(() => carrier.fhir.transaction({ resourceType: 'Bundle', type: 'transaction', entry }))
  const id = stored?.response.id ?? /QuestionnaireResponse\/([^/]+)/.exec(answer.entry?.[0]?.response?.location ?? '')?.[1] ?? ''
  await carrier.count('forms-sent', 1, `${carrier.slug}/${id}`)
  return { status: 200, resource: parameters([{ name: 'response', resource: { ...response, id } }, { name: 'hash', valueString: hash }]) }
}

/** Faults: forms/changed-elsewhere. */
async function changed<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (thrown) {
    if (thrown instanceof Fault && (thrown.kind === 'precondition' || thrown.kind === 'conflict')) throw new Fault('conflict', 'forms/changed-elsewhere', 'The form was saved on another device meanwhile; please load it again.', { cause: thrown })
    throw thrown
  }
}

/** Answers the record filled in and nobody is to change. */
function changedReadOnly(given: ReturnType<typeof fromResponse>, stored: ReturnType<typeof fromResponse>): readonly FormIssue[] {
  const fixed = (form: typeof given): Map<string, string> => new Map([...everyNode(form.nodes)].filter(({ item, readOnly, answers }) => readOnly && !isCalculated(item) && answers.length > 0)
    .map(({ path, answers }) => [path, canonicalContent({ resourceType: 'QuestionnaireResponse', status: 'in-progress', item: answers as never })]))
  const [now, before] = [fixed(given), fixed(stored)]
  return [...now].filter(([path, answers]) => before.get(path) !== answers).map(([path]) => ({
    path, code: 'read-only', text: { de: 'Dieser Wert kann hier nicht geändert werden.', en: 'This value cannot be changed here.' }, mend: { de: 'Bitte laden Sie das Formular neu.', en: 'Please load the form again.' },
  }))
}

/** Faults: forms/invalid-answers. */
function refuse(issues: readonly FormIssue[]): void {
  if (issues.length === 0) return
  throw new Fault('unprocessable', 'forms/invalid-answers', 'Some answers are missing or do not fit.', {
    issues: issues.slice(0, 100).map(({ path, code, text, mend }) => ({ severity: 'error', type: code === 'required' ? 'required' : code === 'structure' ? 'structure' : 'value', text: `${text.de} ${mend.de} / ${text.en} ${mend.en}`, at: path })),
  })
}
