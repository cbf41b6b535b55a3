import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined)

/** Surveys: everybody answers without an account. */
const surveys = createRoute({ getParentRoute: () => network, path: 'befragungen', component: lazyRouteComponent(() => import('../../spaces/network/survey/surveys-page.tsx'), 'SurveysPage') })
const survey = createRoute({
  getParentRoute: () => network,
  path: 'befragungen/$survey',
  component: lazyRouteComponent(() => import('../../spaces/network/survey/survey-page.tsx'), 'SurveyPage'),
  validateSearch: (search: Record<string, unknown>): { frage?: string | undefined } => ({ frage: word(search['frage']) }),
})
const questions = createRoute({ getParentRoute: () => network, path: 'befragungen/$survey/fragen', component: lazyRouteComponent(() => import('../../spaces/network/survey/questions-page.tsx'), 'QuestionsPage') })
const results = createRoute({ getParentRoute: () => network, path: 'befragungen/$survey/ergebnisse', component: lazyRouteComponent(() => import('../../spaces/network/survey/results-page.tsx'), 'SurveyResultsPage') })

export const surveyPages = [surveys, survey, questions, results]
