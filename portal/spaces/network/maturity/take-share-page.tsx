import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { acceptShare, fetchOffices } from '../../../client/maturity.ts'
import { Card } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Where another house's link leads: one of one's own houses takes it. */
export function TakeSharePage() {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const { network } = useParams({ from: '/netz/$network/reifegrad/geteilt' })
  const { hash } = useLocation()
  const navigate = useNavigate()
  const offices = useQuery({ queryKey: ['maturity', network, 'offices'], queryFn: ({ signal }) => fetchOffices(network, signal) })
  const [chosen, setChosen] = useState<string>()
  const mine = offices.data?.mine ?? []
  const office = chosen ?? mine[0]?.id ?? ''
  const take = useMutation({
    mutationFn: () => acceptShare(network, office, hash),
    onSuccess: ({ share }) => navigate({ to: '/netz/$network/reifegrad/$office/geteilt/$share', params: { network, office, share } }),
  })
  return (
    <div className={classes['page']}>
      <PageHead title={t`Ein Haus zeigt Ihnen sein Ergebnis`} above={<Link to="/netz/$network/reifegrad" params={{ network }}><Trans>Reifegrad</Trans></Link>} />
      {offices.isPending && <Loading />}
      {offices.isError && <Notice tone="bad" live>{fault(offices.error)}</Notice>}
      {offices.isSuccess && mine.length === 0 && <Notice tone="warn"><Trans>Dafür müssen Sie Mitglied eines Hauses sein. Bitten Sie Ihr Haus um eine Einladung, und öffnen Sie den Link danach noch einmal.</Trans></Notice>}
      {hash === '' && <Notice tone="warn"><Trans>In dieser Adresse steht kein geteiltes Ergebnis. Öffnen Sie den ganzen Link, den Sie bekommen haben.</Trans></Notice>}
      {mine.length > 0 && hash !== '' && (
        <Card title={<Trans>Nur für Ihr Haus</Trans>} icon="eye">
          <form className={classes['form']} onSubmit={event => { event.preventDefault(); take.mutate() }}>
            <p><Trans>Das andere Haus erfährt den Namen Ihres Hauses und wer das Ergebnis wann ansieht.</Trans></p>
            {mine.length > 1 && <NativeSelect label={t`Für welches Haus?`} value={office} onChange={event => setChosen(event.currentTarget.value)} data={mine.map(({ id, name }) => ({ value: id, label: name }))} />}
            {take.isError && <Notice tone="bad" live>{fault(take.error)}</Notice>}
            <div className={classes['actions']}><Button type="submit" loading={take.isPending}><Trans>Ergebnis ansehen</Trans></Button></div>
          </form>
        </Card>
      )}
    </div>
  )
}
