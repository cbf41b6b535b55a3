import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { fetchSurveys, makeSurvey, type SurveyLine } from '../../../client/survey.ts'
import { Card, Column, Item } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useSurveyPath, useSurveyWords } from './use-survey.ts'
import calm from '../../../shell/calm.module.css'

/** What the network asks, now and before. */
export function SurveysPage() {
  const { t } = useLingui()
  const words = useSurveyWords()
  const { network, service } = useSurveyPath()
  const { data, error, isPending } = useQuery({ queryKey: ['survey', network], queryFn: ({ signal }) => fetchSurveys(service, signal) })
  const surveys = data?.surveys ?? []
  const open = surveys.filter(({ state }) => state === 'open')
  const others = surveys.filter(({ state }) => state !== 'open')
  return (
    <Column>
      <PageHead title={t`Befragungen`} lead={<Trans>Was das Netzwerk von Ihnen wissen will. Antworten kann jeder, ohne Konto.</Trans>} />
      {error !== null && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      {isPending && <Loading />}
      {data !== undefined && open.length === 0 && <Empty icon="help" title={<Trans>Zurzeit fragen wir nichts</Trans>}><Trans>Neue Befragungen stehen hier und auf der Startseite.</Trans></Empty>}
      {open.length > 0 && <Card title={<Trans>Jetzt mitreden</Trans>} icon="help"><Lines surveys={open} /></Card>}
      {others.length > 0 && <Card title={<Trans>Weitere</Trans>} icon="clock"><Lines surveys={others} /></Card>}
      {data?.editor === true && <NewSurvey surveys={surveys} />}
    </Column>
  )
}

function Lines({ surveys }: { surveys: readonly SurveyLine[] }) {
  const words = useSurveyWords()
  const { network } = useSurveyPath()
  return (
    <ul className={calm['list']}>
      {surveys.map(line => (
        <li key={line.id}>
          <Item name={<Link to="/netz/$network/befragungen/$survey" params={{ network, survey: line.id }}>{words.title(line)}</Link>} tag={<><Tag tone={line.state === 'open' ? 'ok' : 'quiet'}>{words.stateWord(line.state)}</Tag>{line.results && <Tag tone="quiet" icon="chart"><Trans>Mit Ergebnissen</Trans></Tag>}</>}>
            <span className={calm['small']}>{words.when(line.state, line)}{line.answers !== undefined && line.state !== 'draft' && <> · <Plural value={line.answers} one="# Antwort" other="# Antworten" /></>}</span>
          </Item>
        </li>
      ))}
    </ul>
  )
}

function NewSurvey({ surveys }: { surveys: readonly SurveyLine[] }) {
  const { t } = useLingui()
  const words = useSurveyWords()
  const navigate = useNavigate()
  const { network, service, again } = useSurveyPath()
  const [title, setTitle] = useState('')
  const [from, setFrom] = useState('')
  const [tried, setTried] = useState(false)
  const make = useMutation({
    mutationFn: () => makeSurvey(service, { title: title.trim(), from }),
    onSuccess: async ({ id }) => {
      await again()
      await navigate({ to: '/netz/$network/befragungen/$survey/fragen', params: { network, survey: id } })
    },
  })
  const wrong = title.trim().length < 3
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (!wrong) make.mutate()
  }
  return (
    <Card title={<Trans>Neue Befragung</Trans>} icon="key">
      <form onSubmit={submit} className={calm['form']} noValidate>
        <TextInput size="md" label={t`Titel`} maxLength={140} value={title} onChange={typed => setTitle(typed.currentTarget.value)} error={tried && wrong ? t`Bitte ausfüllen.` : undefined} />
        {surveys.length > 0 && (
          <NativeSelect size="md" label={t`Fragen übernehmen von`} value={from} onChange={chosen => setFrom(chosen.currentTarget.value)} data={[{ value: '', label: t`keiner, ich fange neu an` }, ...surveys.map(line => ({ value: line.id, label: words.title(line) }))]} />
        )}
        {make.isError && <Notice tone="bad" live>{words.fault(make.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" size="md" loading={make.isPending}><Trans>Als Entwurf anlegen</Trans></Button></div>
      </form>
    </Card>
  )
}
