import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { fetchUndertaking } from '../../../client/undertakings.ts'
import { Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { StageTag } from './stage-tag.tsx'
import { UndertakingFactsView } from './undertaking-facts.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'

/** One undertaking, as everybody reads it. */
export function UndertakingPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const { undertaking: id } = useParams({ from: '/netz/$network/vorhaben/$undertaking' })
  const { data: undertaking, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'undertaking', id], queryFn: ({ signal }) => fetchUndertaking(network, id, signal) })
  return (
    <Column>
      <PageHead title={undertaking?.title ?? t`Vorhaben`} above={<Link className={`${calm['back']} screen-only`} to="/netz/$network/vorhaben" params={{ network: network.slug }}><Trans>Zurück zu den Vorhaben</Trans></Link>}
        lead={undertaking !== undefined && <StageTag stage={undertaking.stage} state={undertaking.state} />} />
      {error !== null && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      {isPending && <Loading />}
      {undertaking !== undefined && <UndertakingFactsView undertaking={undertaking} />}
    </Column>
  )
}
