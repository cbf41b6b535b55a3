import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { fetchUndertaking, undertakingCode } from '../../../client/undertakings.ts'
import { Column } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { GroupsOf } from '../group/groups-of.tsx'
import { useNetwork } from '../use-network.ts'
import { StageTag } from './stage-tag.tsx'
import { TimelineView } from './timeline-view.tsx'
import { UndertakingFactsView } from './undertaking-facts.tsx'
import { UndertakingTools } from './undertaking-tools.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './undertaking.module.css'

/** One undertaking, as everybody reads it. */
export function UndertakingPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const { undertaking: id } = useParams({ from: '/netz/$network/vorhaben/$undertaking' })
  const { data: undertaking, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'undertaking', id], queryFn: ({ signal }) => fetchUndertaking(network, id, signal) })
  return (
    <Column>
      <PageHead title={undertaking?.title ?? t`Vorhaben`} above={<BackLink to="/netz/$network/vorhaben" params={{ network: network.slug }}><Trans>Vorhaben</Trans></BackLink>}
        lead={undertaking !== undefined && <StageTag stage={undertaking.stage} state={undertaking.state} />} />
      {error !== null && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      {isPending && <Loading />}
      {undertaking !== undefined && (
        <>
          {undertaking.publication === 'published' && (
            <div className={`${calm['actions']} screen-only`}>
              <Link className={calm['button']} to="/netz/$network/vermittlung/neu" params={{ network: network.slug }} search={{ zu: `undertaking/${id}`, titel: undertaking.title }}><Trans>Bringen Sie uns zusammen</Trans></Link>
              <button type="button" className={calm['button']} data-look="quiet" onClick={() => window.print()}><Icon name="printer" /><Trans>Drucken</Trans></button>
            </div>
          )}
          <UndertakingFactsView undertaking={undertaking} />
          <TimelineView timeline={undertaking.timeline} />
          <GroupsOf undertaking={undertaking} />
          {undertaking.publication === 'published' && <p className={classes['code']}><img src={undertakingCode(network, id)} alt={t`QR-Code zu dieser Seite`} /><span>{`${window.location.origin}/netz/${network.slug}/vorhaben/${id}`}</span></p>}
          {undertaking.own && <UndertakingTools undertaking={undertaking} />}
        </>
      )}
    </Column>
  )
}
