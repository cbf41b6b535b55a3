import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../shell/icon.tsx'
import calm from '../../shell/calm.module.css'

export function BackHome() {
  return <Link to="/meine" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Übersicht</Trans></Link>
}
