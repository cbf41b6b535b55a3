import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet, useLoaderData, useParams, useRouteContext } from '@tanstack/react-router'
import { serviceOf } from '../../client/network.ts'
import { LanguageSwitch } from '../../shell/language-switch.tsx'
import { Logo } from '../../shell/socket.tsx'
import classes from './network.module.css'

/** Around a network's pages, which need no account. In its navigation stands what the network has. */
export function NetworkFrame() {
  const { t } = useLingui()
  const network = useLoaderData({ from: '/netz/$network' })
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const params = useParams({ from: '/netz/$network' })
  const community = serviceOf(network, 'community') !== undefined
  return (
    <div className={classes['page']}>
      <a className={classes['skip']} href="#inhalt"><Trans>Zum Inhalt springen</Trans></a>
      <header className={`${classes['bar']} screen-only`}>
        <Link to="/netz/$network" params={params} className={classes['name']}><Logo /> <span>{network.name}</span></Link>
        <nav className={classes['nav']} aria-label={t`Bereiche`}>
          {community && <Link to="/netz/$network/verzeichnis" params={params}><Trans>Verzeichnis</Trans></Link>}
          {community && <Link to="/netz/$network/barcamp" params={params}><Trans>Barcamps</Trans></Link>}
          {serviceOf(network, 'maturity') !== undefined && <Link to="/netz/$network/reifegrad" params={params}><Trans>Reifegrad</Trans></Link>}
          {community && network.editor && <Link to="/netz/$network/redaktion" params={params}><Trans>Redaktion</Trans></Link>}
        </nav>
        <div className={classes['tools']}>
          <LanguageSwitch />
          {visitor === null ? <Link to="/anmelden" search={{ zurueck: `/netz/${network.slug}` }}><Trans>Anmelden</Trans></Link> : <Link to="/konto">{visitor.name}</Link>}
        </div>
      </header>
      {network.demo && <p className={`${classes['demo']} screen-only`}><Trans>Vorführung: alle Personen und Häuser sind erfunden.</Trans></p>}
      <main id="inhalt" className={classes['main']} tabIndex={-1}><Outlet /></main>
    </div>
  )
}
