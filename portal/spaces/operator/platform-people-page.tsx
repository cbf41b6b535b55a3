import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { platform } from '../../client/carrier-path.ts'
import { fetchNetworks } from '../../client/network.ts'
import { useSession } from '../../shell/session-context.ts'
import { People } from '../carrier/people-page.tsx'
import { PlatformTabs } from './platform-tabs.tsx'
import calm from '../../shell/calm.module.css'
import classes from '../carrier/carrier.module.css'

/** Operators and vendors; and the way to the administrators of each carrier and the editors of each network. */
export function PlatformPeoplePage() {
  const { t } = useLingui()
  const { me } = useSession()
  const { networks } = useQuery({ queryKey: ['networks'], queryFn: ({ signal }) => fetchNetworks(signal) }).data ?? { networks: [] }
  return (
    <>
      <PlatformTabs />
      <People carrier={platform} title={t`Personen der Plattform`} above={t`Betrieb und Hersteller`} />
      <nav className={`${classes['panel']} ${classes['below']} screen-only`} aria-labelledby="carrier-admins">
        <h2 id="carrier-admins"><Trans>Verwaltungen der Träger</Trans></h2>
        <ul className={calm['list']}>{me.carriers.map(({ slug, name }) => <li key={slug}><Link to="/traeger/$carrier/personen" params={{ carrier: slug }} className={calm['back'] ?? ''}>{name}</Link></li>)}</ul>
      </nav>
      {networks.length > 0 && (
        <nav className={`${classes['panel']} ${classes['below']} screen-only`} aria-labelledby="network-editors">
          <h2 id="network-editors"><Trans>Redaktionen der Netzwerke</Trans></h2>
          <ul className={calm['list']}>{networks.map(({ slug, name }) => <li key={slug}><Link to="/netzverwaltung/$network" params={{ network: slug }} className={calm['back'] ?? ''}>{name}</Link></li>)}</ul>
        </nav>
      )}
    </>
  )
}
