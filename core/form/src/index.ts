export type {
  AnswerSource, AnswerValue, Coding, Element, EnableWhen, Evaluate, Extension, Form, FormContext, FormIssue, FormNode, FormPage, FormPlan, ItemType, Language, Questionnaire, QuestionnaireItem,
  QuestionnaireResponse, ResponseAnswer, ResponseItem, Words,
} from './contract.ts'
export { answerWords } from './answer-words.ts'
export { extensionValue, urls, valueMember, valueOf } from './extensions.ts'
export { addInstance, answer, open, removeInstance, visible } from './form.ts'
export { issuesOf } from './issues.ts'
export { controlOf, displayCategoryOf, isCalculated, isHidden, limitsOf, optionsOf, pointsOf, supportLinkOf, unitOf, unitOptionsOf, type Limits } from './item-rules.ts'
export { filledQuery, populationNeeds, type PopulationNeeds } from './needs.ts'
export { pages } from './pages.ts'
export { calculatesLive, needsFhirpath } from './plan.ts'
export { questionsOf } from './questions.ts'
export { canonicalContent, fromResponse, toResponse, validate } from './response.ts'
export { canonicalOf } from './response-items.ts'
export { everyNode, nodeAt } from './tree.ts'
export { codingWords, wordsOf } from './words.ts'
