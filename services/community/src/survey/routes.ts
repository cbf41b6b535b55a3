import type { CommunityRoute } from '../community-route.ts'
import { mostFormBytes } from '../form/questionnaire.ts'
import { answersCsv, answerSurvey, showResults, withdrawAnswer } from './answers.ts'
import { changeQuestions, changeSettings, listSurveys, makeSurvey, removeSurvey, showSurvey } from './surveys.ts'

const survey = '/surveys/:survey'

/** What everybody is asked; whoever answers needs no account. A whole house may share one address of the network. */
export const surveyRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/surveys', access: 'public', answer: listSurveys },
  { method: 'POST', path: '/surveys', access: 'editor', answer: makeSurvey },
  { method: 'GET', path: survey, access: 'public', device: true, answer: showSurvey },
  { method: 'DELETE', path: survey, access: 'editor', answer: removeSurvey },
  { method: 'PUT', path: `${survey}/settings`, access: 'editor', answer: changeSettings },
  { method: 'PUT', path: `${survey}/questions`, access: 'editor', maxBytes: mostFormBytes, answer: changeQuestions },
  { method: 'PUT', path: `${survey}/answer`, access: 'public', device: true, limit: { device: 30, address: 1000 }, answer: answerSurvey },
  { method: 'DELETE', path: `${survey}/answer`, access: 'public', device: true, answer: withdrawAnswer },
  { method: 'GET', path: `${survey}/results`, access: 'public', answer: showResults },
  { method: 'GET', path: `${survey}/answers.csv`, access: 'editor', answer: answersCsv },
]
