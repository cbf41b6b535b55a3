import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

/** Above every page of the editors but the first. */
export function BackToEditor() {
  const network = useNetwork()
  return <Link className={calm['back']} to="/netz/$network/redaktion" params={{ network: network.slug }}><Trans>Zurück zur Redaktion</Trans></Link>
}
