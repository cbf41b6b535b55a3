import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fetchSurveyResults, surveyFileAddress } from '../../../client/survey.ts'
import { Column } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { PageFault } from '../page-fault.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { ResultList } from './result-list.tsx'
import { useSurvey, useSurveyPath, useSurveyWords } from './use-survey.ts'
import calm from '../../../shell/calm.module.css'

/** Everything that was answered, for the editors: counts, and what people wrote. */
export function SurveyResultsPage() {
  const { t } = useLingui()
  const words = useSurveyWords()
  const { network, survey: id, service } = useSurveyPath()
  const survey = useSurvey()
  const results = useQuery({ queryKey: ['survey', network, id, 'results'], queryFn: ({ signal }) => fetchSurveyResults(service, id, signal) })
  const failed = [survey, results].find(query => query.isError && query.data === undefined)
  if (failed !== undefined) return <PageFault error={failed.error} text={words.fault(failed.error)} />
  if (survey.data === undefined || results.data === undefined) return <Loading />
  const title = words.title(survey.data.questionnaire)
  return (
    <Column>
      <PageHead
        title={t`Ergebnisse`} lead={words.when(survey.data.state, survey.data)}
        above={<BackLink to="/netz/$network/befragungen/$survey" params={{ network, survey: id }}>{title}</BackLink>}
        beside={survey.data.editor && results.data.answers > 0 && <a className={calm['button']} data-look="quiet" href={surveyFileAddress(service, id)} download><Icon name="table" /><Trans>Alle Antworten (CSV)</Trans></a>}
      />
      <ResultList survey={survey.data} results={results.data} onward={survey.data.editor} />
      <UndertakingsOf of={{ kind: 'survey', id, title }} />
    </Column>
  )
}
