import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { fetchQuestions } from '../../../client/faq.ts'
import { Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNewsWords } from '../news/use-news-words.ts'
import { useNetwork } from '../use-network.ts'
import { AnswerView } from './answer-view.tsx'

/** One question, for who was sent its address. */
export function QuestionPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const { question: id } = useParams({ from: '/netz/$network/fragen/$question' })
  const found = useQuery({ queryKey: ['network', network.slug, 'questions', ''], queryFn: ({ signal }) => fetchQuestions(network, '', signal) })
  const question = found.data?.questions.find(one => one.id === id)
  return (
    <Column>
      <PageHead title={question?.question ?? t`Frage`} above={<BackLink to="/netz/$network/fragen" params={{ network: network.slug }}><Trans>Fragen und Antworten</Trans></BackLink>} lead={question === undefined || question.topic === '' ? undefined : question.topic} />
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.isSuccess && question === undefined && <Notice tone="warn"><Trans>Diese Frage gibt es nicht mehr.</Trans></Notice>}
      {question !== undefined && <AnswerView question={question} alone />}
    </Column>
  )
}
