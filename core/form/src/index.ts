export type {
  AnswerSource, AnswerValue, Coding, Element, EnableWhen, Evaluate, Extension, Form, FormContext, FormIssue, FormNode, FormPage, ItemType, Language, Questionnaire, QuestionnaireItem,
  QuestionnaireResponse, ResponseAnswer, ResponseItem, Words,
} from './contract.ts'
