import type { Form, FormContext, FormIssue, Questionnaire, QuestionnaireResponse } from './contract.ts'
import { fhirpathOf, urls } from './extensions.ts'
import { formIssue } from './issue-words.ts'
import { issuesOf } from './issues.ts'
import { planOf } from './plan.ts'
import { readAnswers } from './read-response.ts'
import { responseItems, responseOf } from './response-items.ts'
import { readsClock, settle } from './settle.ts'
import { everyNode } from './tree.ts'
import { canonicalJson } from './values.ts'

/** The response as it stands: what is asked and answered, nothing else. Status in-progress; whose it is and when is the caller's to add. */
export function toResponse(form: Form): QuestionnaireResponse {
  return responseOf(form.questionnaire, responseItems(form.nodes))
}

/** A form with a response's answers; what does not belong to the questionnaire is left out. Nothing is filled in anew, but what is
 *  calculated. Faults: those of planOf and settle. */
export function fromResponse(questionnaire: Questionnaire, response: QuestionnaireResponse, context: FormContext = {}): Form {
  const plan = planOf(questionnaire)
  return settle({ questionnaire, plan, context, ...readAnswers(questionnaire, response) })
}

/** What is wrong with a response, by the questionnaire alone: built wrongly, missing, against a rule, answered though not asked, or
 *  calculated otherwise. Empty = it holds. Faults: those of planOf and settle. */
export function validate(questionnaire: Questionnaire, response: QuestionnaireResponse, context: FormContext = {}): readonly FormIssue[] {
  const plan = planOf(questionnaire)
  const read = readAnswers(questionnaire, response)
  const given = settle({ questionnaire, plan, context, ...read }, { calculate: false })
  const notAsked = [...everyNode(given.nodes)].filter(({ enabled, answers }) => !enabled && answers.length > 0).map(({ path }) => formIssue(path, 'not-enabled'))
  const wrong = notAsked.length > 0 || !plan.expressions ? [] : wronglyCalculated(given)
  return [...read.issues, ...notAsked, ...wrong, ...issuesOf(given)]
}

function wronglyCalculated(given: Form): readonly FormIssue[] {
  const anew = settle(given)
  return [...everyNode(given.nodes)].filter(({ item, path, answers }) => {
    const expression = fhirpathOf(item, urls.calculatedExpression)
    return expression !== undefined && !readsClock(expression) && canonicalJson(answers) !== canonicalJson(anew.answers.get(path) ?? [])
  }).map(({ path }) => formIssue(path, 'calculated'))
}

/** What a confirmation is bound to: the questionnaire and the answers, in one way of writing. Its SHA-256 over UTF-8 is the content's hash.
 *  Who, when and status are left out: they change by the confirmation itself. */
export function canonicalContent({ questionnaire, item }: QuestionnaireResponse): string {
  return canonicalJson({ questionnaire, item: item ?? [] })
}
