import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet, useLocation, useRouteContext } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { administers, carriersWith } from '../client/carrier-pages.ts'
import { isPerson, seesLeitstand, seesWards } from '../client/spaces-of.ts'
import { BouncedNotice } from './bounced-notice.tsx'
import { CommandMenu } from './command-menu.tsx'
import { Icon } from './icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { SchemeSwitch } from './scheme-switch.tsx'
import { Session } from './session-context.ts'
import { useSignOut } from './use-sign-out.ts'
import { useStaffSlots } from './slots/use-staff-slots.ts'
import { Logo } from './socket.tsx'
import classes from './frame.module.css'

/** The frame around every page of a signed-in person. */
export function Frame() {
  const { t } = useLingui()
  const { pathname } = useLocation()
  const { me, sessionExpired } = useRouteContext({ from: '/frame' })
  const session = useMemo(() => ({ me, expired: sessionExpired }), [me, sessionExpired])
  const [menuOpen, setMenuOpen] = useState(false)
  const edited = me.networks?.[0]
  const extras = useStaffSlots(me)
  useShortcuts(() => setMenuOpen(true))
  const leave = useSignOut()

  return (
    <Session value={session}>
      <a className={classes['skip']} href="#inhalt"><Trans>Zum Inhalt springen</Trans></a>
      <header className={`${classes['bar']} screen-only`}>
        <Link to="/" className={classes['brand']} aria-label={t`Steckwerk, Startseite`}><Logo /><span className={classes['name']}>Steckwerk</span></Link>
        <nav className={classes['nav']} aria-label={t`Bereiche`}>
          {isPerson(me) && <Link to="/meine" className={classes['navLink']}><Trans>Meine Gesundheit</Trans></Link>}
          {seesLeitstand(me) && <Link to="/leitstand" className={classes['navLink']}><Trans>Leitstand</Trans></Link>}
          {seesWards(me) && <Link to="/haus" className={classes['navLink']}><Trans>Stationen</Trans></Link>}
          {carriersWith(me, 'empfang').length > 0 && !administers(me) && <Link to="/empfang" className={classes['navLink']} data-status={pathname.endsWith('/empfang') ? 'active' : undefined}><Trans>Empfang</Trans></Link>}
          {carriersWith(me, 'kalender').length > 0 && <Link to="/kalender" className={classes['navLink']} data-status={pathname.endsWith('/kalender') ? 'active' : undefined}><Trans>Kalender</Trans></Link>}
          {carriersWith(me, 'notfall').length > 0 && <Link to="/notfall" className={classes['navLink']} data-status={pathname.endsWith('/notfall') ? 'active' : undefined}><Trans>Notfallzugriff</Trans></Link>}
          {(extras?.length ?? 0) > 0 && <Link to="/zusatzdienste" className={classes['navLink']}><Trans>Zusatzdienste</Trans></Link>}
          {edited !== undefined && <Link to="/netz/$network" params={{ network: edited.slug }} className={classes['navLink']}><Trans>Netzwerk</Trans></Link>}
          {administers(me) && <Link to="/traeger" className={classes['navLink']}><Trans>Verwaltung</Trans></Link>}
        </nav>
        <div className={classes['tools']}>
          <button type="button" className={`${classes['tool']} ${classes['menuTool']}`} onClick={() => setMenuOpen(true)} aria-haspopup="dialog" aria-keyshortcuts="Control+K">
            <Icon name="search" /><span className={classes['wideOnly']}><Trans>Gehe zu</Trans></span><kbd><Trans>Strg K</Trans></kbd>
          </button>
          <LanguageSwitch />
          <SchemeSwitch className={classes['tool']} />
          <Link to="/konto" className={classes['tool']} title={t`Ihr Konto`}><Icon name="person" /><span className={classes['wideOnly']}><span className="aloud"><Trans>Ihr Konto:</Trans> </span>{me.name}</span></Link>
          <button type="button" className={classes['tool']} onClick={leave} title={t`Abmelden`}><Icon name="leave" /><span className={classes['wideOnly']}><Trans>Abmelden</Trans></span></button>
        </div>
      </header>
      {me.demo && <p className={`${classes['demo']} screen-only`}><Trans>Vorführung: alle Personen und Häuser sind erfunden.</Trans></p>}
      <main id="inhalt" className={classes['main']} tabIndex={-1}><BouncedNotice /><Outlet /></main>
      {menuOpen && <CommandMenu onClose={() => setMenuOpen(false)} />}
    </Session>
  )
}

/** `/` goes to the page's search, Ctrl-K (or Cmd-K) opens the command menu. */
function useShortcuts(openMenu: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault()
        openMenu()
      }
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const search = document.querySelector<HTMLInputElement>('input[type="search"]')
        if (search === null) return
        event.preventDefault()
        search.focus()
        search.select()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
