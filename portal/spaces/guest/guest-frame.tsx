import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../../shell/language-switch.tsx'
import { Logo } from '../../shell/socket.tsx'
import classes from '../booking/booking.module.css'

/** Around pages that need no account. */
export function GuestFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes['guest']}>
      <header className={classes['bar']}>
        <Link to="/buchen" className={classes['name'] ?? ''}><Logo /> Steckwerk</Link>
        <Link to="/anmelden"><Trans>Anmelden</Trans></Link>
        <LanguageSwitch />
      </header>
      <main className={classes['main']}>{children}</main>
    </div>
  )
}
