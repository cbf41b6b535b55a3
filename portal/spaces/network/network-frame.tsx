import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet, useLoaderData, useLocation, useRouteContext } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../shell/icon.tsx'
import { LanguageSwitch } from '../../shell/language-switch.tsx'
import { Site } from '../../shell/page.tsx'
import { Logo } from '../../shell/socket.tsx'
import { useSignOut } from '../../shell/use-sign-out.ts'
import { NetworkLinks } from './network-links.tsx'
import { HeaderSearch, useSearchKey } from './search/header-search.tsx'
import { serviceOf } from '../../client/network.ts'
import classes from './network-frame.module.css'

/** Around a network's pages, which need no account: its name, its search, its navigation, which on small screens opens by a button. */
export function NetworkFrame() {
  const { t } = useLingui()
  const network = useLoaderData({ from: '/netz/$network' })
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const { pathname } = useLocation()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const leave = useSignOut()
  useSearchKey()
  useEffect(() => setOpen(false), [pathname])
  return (
    <div className={classes['page']}>
      <a className={classes['skip']} href="#inhalt"><Trans>Zum Inhalt springen</Trans></a>
      <header className={`${classes['bar']} screen-only`} onKeyDown={event => {
        if (event.key !== 'Escape' || !open) return
        setOpen(false)
        opener.current?.focus()
      }}>
        <Link to="/netz/$network" params={{ network: network.slug }} className={classes['name']}><Logo /> <span>{network.name}</span></Link>
        <button ref={opener} type="button" className={classes['menuButton']} aria-expanded={open} aria-controls="menue" onClick={() => setOpen(!open)}><Icon name={open ? 'cross' : 'table'} /><Trans>Menü</Trans></button>
        <div id="menue" className={classes['menu']} data-open={open}>
          {serviceOf(network, 'community') !== undefined && <HeaderSearch />}
          <nav className={classes['links']} aria-label={t`Bereiche`}><NetworkLinks /></nav>
          <div className={classes['tools']}>
            <LanguageSwitch />
            {visitor === null ? <Link to="/anmelden" search={{ zurueck: `/netz/${network.slug}` }}><Trans>Anmelden</Trans></Link> : <><Link to="/konto">{visitor.name}</Link><button type="button" onClick={leave}><Trans>Abmelden</Trans></button></>}
          </div>
        </div>
      </header>
      {network.demo && <p className={`${classes['demo']} screen-only`}><Trans>Vorführung: alle Personen und Häuser sind erfunden.</Trans></p>}
      <main id="inhalt" className={classes['main']} tabIndex={-1}><Site value={network.name}><Outlet /></Site></main>
    </div>
  )
}
