import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../shell/session-context.ts'
import classes from '../carrier/carrier.module.css'

/** Pages of the platform, for who manages its people. */
export function PlatformTabs() {
  const { t } = useLingui()
  const { me } = useSession()
  if (!me.permissions.includes('people.manage')) return null
  return (
    <nav aria-label={t`Leitstand`} className="screen-only">
      <ul className={classes['tabs']}>
        <li><Link to="/leitstand" activeOptions={{ exact: true }}><Trans>Leitstand</Trans></Link></li>
        <li><Link to="/leitstand/personen"><Trans>Personen der Plattform</Trans></Link></li>
        <li><Link to="/leitstand/protokoll"><Trans>Protokoll der Plattform</Trans></Link></li>
      </ul>
    </nav>
  )
}
