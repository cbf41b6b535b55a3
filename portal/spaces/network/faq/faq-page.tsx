import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { fetchQuestions, type Question } from '../../../client/faq.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNewsWords } from '../news/use-news-words.ts'
import { useNetwork } from '../use-network.ts'
import { AnswerView } from './answer-view.tsx'
import { AskCard } from './ask-card.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './faq.module.css'

/** How long after the last letter is searched. */
const pauseMs = 250

/** Questions and answers by topic, or those that fit what is looked for. */
export function FaqPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const navigate = useNavigate()
  const { q = '' } = useSearch({ from: '/netz/$network/fragen' })
  const [typed, setTyped] = useState(q)
  useEffect(() => {
    const timer = setTimeout(() => void navigate({ to: '/netz/$network/fragen', params: { network: network.slug }, search: typed.trim() === '' ? {} : { q: typed.trim() }, replace: true, resetScroll: false }), pauseMs)
    return () => clearTimeout(timer)
  }, [typed, navigate, network.slug])
  const found = useQuery({ queryKey: ['network', network.slug, 'questions', q], queryFn: ({ signal }) => fetchQuestions(network, q, signal), placeholderData: before => before })
  const questions = found.data?.questions ?? []
  const topics = q === '' ? [...new Set(questions.map(({ topic }) => topic))].toSorted((a, b) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, 'de'))) : []
  return (
    <Column>
      <PageHead title={t`Fragen und Antworten`} beside={found.data?.editor === true && <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/redaktion/fragen" params={{ network: network.slug }}><Trans>Bearbeiten</Trans></Link>} />
      <TextInput size="md" type="search" label={t`Wonach suchen Sie?`} value={typed} maxLength={200} onChange={event => setTyped(event.currentTarget.value)} />
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.data !== undefined && q !== '' && <p role="status"><Plural value={questions.length} _0="Dazu steht hier noch nichts. Stellen Sie Ihre Frage unten." one="Eine Frage passt." other="# Fragen passen." /></p>}
      {found.data !== undefined && q === '' && questions.length === 0 && <Empty icon="help" title={<Trans>Noch keine Fragen</Trans>}><Trans>Stellen Sie die erste: Die Redaktion beantwortet sie und veröffentlicht beides.</Trans></Empty>}
      {q !== '' && questions.length > 0 && <Card title={<Trans>Gefunden</Trans>} icon="search"><Questions questions={questions} /></Card>}
      {topics.map(topic => <Card key={topic} title={topic === '' ? <Trans>Weiteres</Trans> : topic} icon="help"><Questions questions={questions.filter(one => one.topic === topic)} /></Card>)}
      <AskCard />
    </Column>
  )
}

function Questions({ questions }: { questions: readonly Question[] }) {
  return (
    <ul className={calm['list']}>
      {questions.map(one => (
        <li key={one.id}>
          <details className={classes['question']}>
            <summary>{one.question}{!one.published && <Tag tone="warn"><Trans>Entwurf</Trans></Tag>}</summary>
            <AnswerView question={one} />
          </details>
        </li>
      ))}
    </ul>
  )
}
