import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createAssessmentDraft, noAnswer, type DraftView } from '../../../client/assessment-draft.ts'
import { completeAssessment, fetchAssessment, saveAnswers, type AssessmentPage as Assessment } from '../../../client/maturity.ts'
import { ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { AnswerFields } from './answer-fields.tsx'
import { SheetTools } from './sheet-tools.tsx'
import { TeamCard } from './team-card.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import { useMaturityWords } from './use-maturity-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './maturity.module.css'

/** An assessment being worked at by a team: one dimension a page, saved by itself. */
export function AssessmentPage() {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const { network, office, assessment } = useParams({ from: '/netz/$network/reifegrad/$office/$assessment' })
  const page = useQuery({ queryKey: ['maturity', network, 'assessment', assessment, i18n.locale], queryFn: ({ signal }) => fetchAssessment(network, office, assessment, i18n.locale, signal), staleTime: 0, refetchOnWindowFocus: false })
  const above = <Link to="/netz/$network/reifegrad/$office" params={{ network, office }}>{page.data?.office ?? t`Haus`}</Link>
  if (page.isError) return <div className={classes['page']}><PageHead title={t`Einschätzung`} above={above} /><Notice tone="bad" live>{fault(page.error)}</Notice></div>
  if (!page.isSuccess || page.isFetching) return <Loading />
  return <Sheet key={`${assessment} ${i18n.locale}`} network={network} office={office} page={page.data} above={above} />
}

function Sheet({ network, office, page, above }: { network: string; office: string; page: Assessment; above: React.ReactNode }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const words = useMaturityWords()
  const { date } = useFormats()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [draft] = useState(() => createAssessmentDraft(page, changes => saveAnswers(network, office, page.id, changes)))
  const view = useSyncExternalStore(draft.subscribe, draft.view)
  const [at, setAt] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  const params = { network, office, assessment: page.id }
  useEffect(() => () => draft.close(), [draft])
  const complete = useMutation({
    mutationFn: async () => {
      await draft.flush()
      const { version } = await fetchAssessment(network, office, page.id, 'de')
      await completeAssessment(network, office, page.id, version)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['maturity', network] })
      await navigate({ to: '/netz/$network/reifegrad/$office/$assessment/ergebnis', params })
    },
  })
  const { dimensions } = page.model
  const dimension = dimensions[at]!
  const count = dimensions.length
  const openOf = (index: number) => dimensions[index]!.items.filter(({ code }) => (view.answers[code] ?? noAnswer).value === null).length
  const open = dimensions.reduce((sum, _, index) => sum + openOf(index), 0)
  const conflicts = Object.keys(view.conflicts).length
  const go = (next: number) => {
    setAt(next)
    requestAnimationFrame(() => heading.current?.focus())
  }
  const title = `${words.kind(page.kind)} ${date(page.day)}`
  if (page.completed !== null) {
    return (
      <div className={classes['page']}>
        <PageHead title={title} above={above} />
        <Notice tone="ok"><Trans>Diese Einschätzung ist abgeschlossen.</Trans> <Link to="/netz/$network/reifegrad/$office/$assessment/ergebnis" params={params}><Trans>Zum Ergebnis</Trans></Link></Notice>
      </div>
    )
  }
  const number = at + 1
  return (
    <div className={classes['page']}>
      <PageHead title={title} above={above} beside={<SaveLine view={view} />} lead={page.model.title} />
      {view.save === 'failed' && <Notice tone="bad" live>{fault(view.error)}</Notice>}
      {conflicts > 0 && <Notice tone="warn" live><Trans>Jemand anderes hat inzwischen dieselbe Frage beantwortet. Bitte entscheiden Sie bei den markierten Fragen, welche Antwort gilt.</Trans></Notice>}
      <nav aria-label={t`Dimensionen`}>
        <ol className={classes['steps']}>
          {dimensions.map((one, index) => (
            <li key={one.code}>
              <button type="button" aria-current={index === at ? 'step' : undefined} onClick={() => go(index)}>
                <Icon name={one.items.some(({ code }) => view.conflicts[code] !== undefined) ? 'alert' : openOf(index) === 0 ? 'check' : 'clock'} />{one.title}
                <span className="aloud">{openOf(index) === 0 ? t`, beantwortet` : t`, noch offen`}</span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section className={calm['card']} aria-labelledby="dimension">
        <h2 id="dimension" ref={heading} tabIndex={-1}>{dimension.title} <span className={classes['small']}><Trans>{number} von {count}</Trans></span></h2>
        {dimension.items.map(item => <AnswerFields key={`${item.code} ${view.conflicts[item.code] === undefined}`} model={page.model} item={item} answer={view.answers[item.code] ?? noAnswer} theirs={view.conflicts[item.code]} kept={page.answers[item.code]} onAnswer={answer => draft.answer(item.code, answer)} onSettle={keep => draft.settle(item.code, keep)} />)}
        <div className={classes['actions']}>
          {at > 0 && <Button variant="default" onClick={() => go(at - 1)}><Trans>Zurück</Trans></Button>}
          {at < count - 1 && <Button onClick={() => go(at + 1)}><Trans>Weiter</Trans></Button>}
        </div>
      </section>
      <section className={calm['card']} aria-labelledby="done">
        <h2 id="done"><Trans>Abschließen</Trans></h2>
        {open > 0 ? <p><Trans>Noch {open} Fragen ohne Antwort. Auch „keine Stufe erreicht“ ist eine Antwort.</Trans></p> : (
          <ConfirmInPlace label={<Trans>Einschätzung abschließen</Trans>} title={<Trans>Abgeschlossen ändert sich die Einschätzung nicht mehr.</Trans>} confirm={<Trans>Abschließen</Trans>} run={() => complete.mutate()} pending={complete.isPending} error={complete.error} />
        )}
        <p><Link to="/netz/$network/reifegrad/$office/$assessment/ergebnis" params={params}><Trans>Zwischenergebnis ansehen</Trans></Link></p>
      </section>
      <TeamCard network={network} office={office} page={page} />
      <SheetTools network={network} office={office} assessment={page.id} model={page.model} onTake={changes => draft.take(changes)} flush={() => draft.flush()} />
      <p className={classes['small']}>{page.model.source}</p>
    </div>
  )
}

function SaveLine({ view }: { view: DraftView }) {
  const { time } = useFormats()
  const at = view.savedAt === '' ? '' : time(view.savedAt)
  return (
    <p className={classes['save']}>
      <Icon name={view.save === 'saved' ? 'check' : view.save === 'failed' ? 'alert' : 'clock'} />
      <span role="status">
        {view.save === 'saved' && (at === '' ? <Trans>Antworten werden von selbst gespeichert</Trans> : <Trans>Zwischengespeichert {at}</Trans>)}
        {(view.save === 'saving' || view.save === 'waiting') && <Trans>Wird gespeichert …</Trans>}
        {view.save === 'failed' && <Trans>Noch nicht gespeichert.</Trans>}
      </span>
    </p>
  )
}
