import { Trans } from '@lingui/react/macro'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'

/** Above the lists of one sort of dates. */
export function BackToDates() {
  const network = useNetwork()
  return <BackLink to="/netz/$network/termine" params={{ network: network.slug }}><Trans context="network">Termine</Trans></BackLink>
}
