import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { platform } from '../../client/carrier-path.ts'
import { useSession } from '../../shell/session-context.ts'
import { People } from '../carrier/people-page.tsx'
import { PlatformTabs } from './platform-tabs.tsx'
import calm from '../../shell/calm.module.css'
import classes from '../carrier/carrier.module.css'

/** Operators, network editors and vendors; and the way to each carrier's administrators. */
export function PlatformPeoplePage() {
  const { t } = useLingui()
  const { me } = useSession()
  return (
    <>
      <PlatformTabs />
      <People carrier={platform} title={t`Personen der Plattform`} above={t`Betrieb, Redaktion, Hersteller`} />
      <nav className={`${classes['panel']} ${classes['below']} screen-only`} aria-labelledby="carrier-admins">
        <h2 id="carrier-admins"><Trans>Verwaltungen der Träger</Trans></h2>
        <ul className={calm['list']}>{me.carriers.map(({ slug, name }) => <li key={slug}><Link to="/traeger/$carrier/personen" params={{ carrier: slug }} className={calm['back'] ?? ''}>{name}</Link></li>)}</ul>
      </nav>
    </>
  )
}
