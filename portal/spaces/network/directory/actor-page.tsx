import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { fetchActor } from '../../../client/directory.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { ActorFactList } from './actor-facts.tsx'
import calm from '../../../shell/calm.module.css'

/** One organization. */
export function ActorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { actor: id } = useParams({ from: '/netz/$network/verzeichnis/$actor' })
  const { data: actor, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'actor', id], queryFn: ({ signal }) => fetchActor(network, id, signal), staleTime: 30_000 })
  return (
    <Column>
      <PageHead title={actor?.name ?? t`Einrichtung`} above={<Link className={calm['back']} to="/netz/$network/verzeichnis" params={{ network: network.slug }}><Trans>Zurück zum Verzeichnis</Trans></Link>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {actor !== undefined && <Card title={<Trans>Angaben</Trans>} icon="table"><ActorFactList actor={actor} /></Card>}
    </Column>
  )
}
