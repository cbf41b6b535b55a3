import { Button } from '@mantine/core'
import { Plural, Trans } from '@lingui/react/macro'
import { fromResponse, type QuestionnaireResponse } from '@steckwerk/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { fetchSurveyResults, withdrawSurveyAnswer, type Survey } from '../../../client/survey.ts'
import { localDraft } from '../../../client/survey-draft.ts'
import { Card, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { AnswerList } from '../../form/answer-list.tsx'
import { FormFill } from '../../form/form-fill.tsx'
import { BackLink } from '../back-link.tsx'
import { PageFault } from '../page-fault.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { ResultList } from './result-list.tsx'
import { SendAnswers } from './send-answers.tsx'
import { SettingsCard } from './settings-card.tsx'
import { useSurvey, useSurveyPath, useSurveyWords } from './use-survey.ts'
import calm from '../../../shell/calm.module.css'

/** One survey: to be answered while it is open, its results afterwards, and for editors what they decide. */
export function SurveyPage() {
  const words = useSurveyWords()
  const survey = useSurvey()
  if (survey.isPending) return <Loading />
  return survey.data === undefined ? <PageFault error={survey.error} text={words.fault(survey.error)} back={<ToSurveys />} /> : <Column><Whole survey={survey.data} /></Column>
}

function ToSurveys() {
  const { network } = useSurveyPath()
  return <BackLink to="/netz/$network/befragungen" params={{ network }}><Trans>Befragungen</Trans></BackLink>
}

function Whole({ survey }: { survey: Survey }) {
  const words = useSurveyWords()
  const { state, questionnaire, own } = survey
  const [changing, setChanging] = useState(false)
  const [sent, setSent] = useState(false)
  const title = words.title(questionnaire)
  return (
    <>
      <PageHead title={title} above={<ToSurveys />} lead={words.when(state, survey)} />
      {survey.editor && <SettingsCard survey={survey} />}
      {state === 'planned' && <Notice tone="quiet"><Trans>Die Befragung hat noch nicht begonnen.</Trans></Notice>}
      {state === 'open' && (own === null || changing
        ? <Answering key={survey.version} survey={survey} onSent={() => { setSent(true); setChanging(false) }} />
        : <Answered survey={survey} sent={sent} onChange={() => { setSent(false); setChanging(true) }} />)}
      {state === 'closed' && (survey.shown ? <Results id={survey.id} survey={survey} /> : <Notice tone="quiet"><Trans>Die Befragung ist beendet. Danke an alle, die geantwortet haben.</Trans></Notice>)}
      {state === 'closed' && own !== null && <Answered survey={survey} sent={false} />}
      {state !== 'draft' && <UndertakingsOf of={{ kind: 'survey', id: survey.id, title }} />}
    </>
  )
}

function Answering({ survey: { id, questionnaire, own, keepDays }, onSent }: { survey: Survey; onSent: () => void }) {
  const navigate = useNavigate({ from: '/netz/$network/befragungen/$survey' })
  const { frage } = useSearch({ from: '/netz/$network/befragungen/$survey' })
  const { network, house } = useSurveyPath()
  const [draft] = useState(() => localDraft({ name: `survey/${network}/${id}`, storage: localStorage, questionnaire, sent: own?.item, now: () => new Date() }))
  return (
    <>
      <FormFill
        document={draft.content} source={draft} evaluate={undefined} house={house} level={2} closed={null}
        step={frage} onStep={step => void navigate({ search: { frage: step } })}
        ending={ending => <SendAnswers {...ending} draftKept={draft} onSent={() => { void navigate({ search: {} }); onSent() }} />}
      />
      <p className={calm['small']}><Trans>Ihre Antworten bleiben in diesem Browser, bis Sie sie abschicken. Danach liest sie nur die Redaktion von {house}, ohne Ihren Namen. Bis zum Ende können Sie sie hier ändern oder zurückziehen.</Trans> <Plural value={keepDays} one="Einen Tag nach dem Ende werden sie gelöscht." other="# Tage nach dem Ende werden sie gelöscht." /></p>
    </>
  )
}

function Answered({ survey: { id, questionnaire, own }, sent, onChange }: { survey: Survey; sent: boolean; onChange?: () => void }) {
  const { service, survey, again } = useSurveyPath()
  const withdraw = useMutation({ mutationFn: () => withdrawSurveyAnswer(service, survey), onSuccess: again })
  const head = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (sent) head.current?.focus()
  }, [sent])
  const response: QuestionnaireResponse = { resourceType: 'QuestionnaireResponse', status: 'completed', item: own?.item ?? [] }
  return (
    <>
      {sent && <div ref={head} tabIndex={-1}><Notice tone="ok" live><Trans>Danke, Ihre Antworten sind angekommen.</Trans></Notice></div>}
      <Card title={<Trans>Ihre Antworten</Trans>} icon="check">
        <div className={`${calm['actions']} screen-only`}>
          {onChange !== undefined && <Button variant="default" size="md" onClick={onChange}><Trans>Antworten ändern</Trans></Button>}
          <ConfirmInPlace label={<Trans>Zurückziehen</Trans>} title={<Trans>Ihre Antworten werden gelöscht.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => withdraw.mutate()} pending={withdraw.isPending} error={withdraw.error} />
        </div>
      </Card>
      <AnswerList key={id} form={fromResponse(questionnaire, response)} level={3} />
    </>
  )
}

function Results({ id, survey }: { id: string; survey: Survey }) {
  const words = useSurveyWords()
  const { network, service } = useSurveyPath()
  const results = useQuery({ queryKey: ['survey', network, id, 'results'], queryFn: ({ signal }) => fetchSurveyResults(service, id, signal) })
  if (results.isPending) return <Loading />
  return results.data === undefined ? <Notice tone="bad" live>{words.fault(results.error)}</Notice> : <ResultList survey={survey} results={results.data} />
}
