import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { fetchProblems } from '../../client/operator.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { ProblemDetail } from './problem-detail.tsx'
import { ProblemList } from './problem-list.tsx'
import classes from './problems.module.css'

/** The messages of one carrier that could not be mapped, and one of them in full. */
export function ProblemsPage() {
  const { t } = useLingui()
  const { carrier } = useParams({ from: '/frame/leitstand/fehler/$carrier' })
  const { ref } = useSearch({ from: '/frame/leitstand/fehler/$carrier' })
  const { me } = useSession()
  const faultText = useFaultText()
  const pages = useInfiniteQuery({
    queryKey: ['problems', carrier],
    queryFn: ({ pageParam, signal }) => fetchProblems(carrier, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    refetchOnWindowFocus: true,
  })
  const problems = pages.data?.pages.flatMap(page => page.problems) ?? []
  const open = problems.find(problem => problem.ref === ref)
  const name = me.carriers.find(({ slug }) => slug === carrier)?.name ?? carrier
  return (
    <>
      <PageHead
        title={t`Fehler: ${name}`}
        above={<Link to="/leitstand" className={classes['back'] ?? ''}><Icon name="back" /><Trans>Leitstand</Trans></Link>}
        beside={<Button variant="default" onClick={() => void pages.refetch()} loading={pages.isRefetching}><Trans>Aktualisieren</Trans></Button>}
      />
      <HelpNote>
        <p><Trans>Diese Nachrichten sind angekommen und gesichert, ließen sich aber nicht in FHIR übersetzen. Meist fehlt eine Angabe, oder der Kanal ist nicht auf das sendende System eingestellt.</Trans></p>
        <p><Trans>Beheben Sie die Ursache und wählen Sie „Erneut verarbeiten“. Dabei wird der Stand des Falles aus allen aufbewahrten Nachrichten in ihrer Reihenfolge neu aufgebaut; eine alte Nachricht überschreibt nie einen neueren Stand.</Trans></p>
      </HelpNote>
      {pages.isError && <Notice tone="bad" live>{faultText(pages.error)}</Notice>}
      {pages.isPending && <Loading />}
      {pages.isSuccess && problems.length === 0 && (
        <div className={classes['panel']}>
          <Empty icon="check" title={<Trans>Keine Fehler</Trans>}>
            <Trans>Alle Nachrichten dieses Trägers wurden übersetzt. Schlägt eine fehl, erscheint sie hier mit ihrem Grund; der Leitstand zählt sie. <Link to="/leitstand">Zurück zum Leitstand</Link></Trans>
          </Empty>
        </div>
      )}
      {problems.length > 0 && (
        <div className={classes['split']} data-open={open !== undefined}>
          <section className={classes['panel']} aria-label={t`Liste`}>
            <ProblemList carrier={carrier} problems={problems} open={ref} />
            {pages.hasNextPage && <Button variant="default" fullWidth mt="sm" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}><Trans>Ältere laden</Trans></Button>}
            {!pages.hasNextPage && problems.length > 20 && <p className={classes['end']}><Trans>Das sind alle.</Trans></p>}
          </section>
          {open !== undefined && <ProblemDetail key={open.ref} carrier={carrier} problem={open} />}
        </div>
      )}
    </>
  )
}
