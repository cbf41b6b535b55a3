import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { fetchNetwork } from '../../client/network.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { People } from '../carrier/people-page.tsx'
import { PlatformTabs } from './platform-tabs.tsx'

/** Who edits and administers one network; for its administrators and the operator. */
export function NetworkPeoplePage() {
  const { t } = useLingui()
  const { network } = useParams({ from: '/frame/netzverwaltung/$network' })
  const faultText = useFaultText()
  const { data, error, isPending } = useQuery({ queryKey: ['network', network], queryFn: ({ signal }) => fetchNetwork(network, signal) })
  return (
    <>
      <PlatformTabs />
      {isPending && <Loading />}
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {data !== undefined && <People carrier={network} title={t`Redaktion und Verwaltung`} above={data.name} />}
    </>
  )
}
