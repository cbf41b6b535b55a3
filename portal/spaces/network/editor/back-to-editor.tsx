import { Trans } from '@lingui/react/macro'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'

/** Above every page of the editors but the first. */
export function BackToEditor() {
  const network = useNetwork()
  return <BackLink to="/netz/$network/redaktion" params={{ network: network.slug }}><Trans>Redaktion</Trans></BackLink>
}
