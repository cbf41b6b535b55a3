import { Trans } from '@lingui/react/macro'
import { Link, Outlet } from '@tanstack/react-router'
import { LanguageSwitch } from '../../../shell/language-switch.tsx'
import { Logo } from '../../../shell/socket.tsx'
import { useBarcampPath } from './use-barcamp.ts'
import classes from './barcamp.module.css'

/** Around the pages of a network's barcamps, which need no account. */
export function BarcampFrame() {
  const { network } = useBarcampPath()
  return (
    <div className={classes['frame']}>
      <header className={`${classes['bar']} screen-only`}>
        <Link to="/netz/$network/barcamp" params={{ network }} className={classes['brand'] ?? ''}><Logo /> <Trans>Barcamps</Trans></Link>
        <LanguageSwitch />
      </header>
      <main className={classes['main']}><Outlet /></main>
    </div>
  )
}
