import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { fetchGroup } from '../../../client/groups.ts'
import { networkPath } from '../../../client/network.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useNetwork } from '../use-network.ts'

/** Which group the page is about, and what makes it be read anew. */
export function useGroupPath() {
  const network = useNetwork()
  const queries = useQueryClient()
  const { group = '' } = useParams({ strict: false })
  return { network: network.slug, group, service: networkPath(network, 'community'), again: () => queries.invalidateQueries({ queryKey: ['group', network.slug] }) }
}

export function useGroup() {
  const { network, group, service } = useGroupPath()
  return useQuery({ queryKey: ['group', network, group], queryFn: ({ signal }) => fetchGroup(service, group, signal) })
}

export function useGroupFault(): (error: unknown) => string {
  const { t } = useLingui()
  const faultText = useFaultText()
  return error => {
    const code = error instanceof PortalFault ? error.code : undefined
    if (code === 'community/group-unknown') return t`Diese Gruppe gibt es nicht, oder sie ist noch nicht öffentlich.`
    if (code === 'community/group-members-only' || code === 'community/group-leads-only') return t`Das dürfen nur Mitglieder oder die Leitung der Gruppe.`
    if (code === 'community/group-leadless') return t`Jemand muss die Gruppe leiten. Bestimmen Sie zuerst eine andere Leitung.`
    if (code === 'community/group-opening') return t`Veröffentlicht wird die Gruppe von der Redaktion.`
    if (code === 'community/group-ended') return t`Die Gruppe nimmt niemanden mehr auf.`
    if (code === 'community/member-known') return t`Sie gehören schon dazu oder haben schon angefragt.`
    if (code === 'community/member-unknown') return t`Der Link gilt nicht mehr.`
    if (code === 'community/decision-unknown') return t`Dieser Beschluss ist schon ersetzt.`
    if (code === 'plug/document-changed') return t`Jemand anderes hat inzwischen etwas geändert. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.`
    if (code === 'notify/too-many') return t`An diese Adresse gingen heute schon zu viele Nachrichten. Bitte versuchen Sie es morgen wieder.`
    if (code === 'api/browser-unknown') return t`Ihr Browser nimmt keine Cookies an. Bitte erlauben Sie Cookies für diese Seite und laden Sie sie neu.`
    return faultText(error)
  }
}
