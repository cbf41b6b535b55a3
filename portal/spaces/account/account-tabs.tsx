import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import classes from './account.module.css'

export function AccountTabs() {
  const { t } = useLingui()
  return (
    <nav aria-label={t`Konto`} className="screen-only">
      <ul className={classes['tabs']}>
        <li><Link to="/konto" activeOptions={{ exact: true }}><Trans>Anmeldung</Trans></Link></li>
        <li><Link to="/konto/geraete"><Trans>Geräte und Verlauf</Trans></Link></li>
        <li><Link to="/konto/benachrichtigungen"><Trans>Benachrichtigungen</Trans></Link></li>
        <li><Link to="/konto/apps"><Trans>Apps mit Zugriff</Trans></Link></li>
      </ul>
    </nav>
  )
}
