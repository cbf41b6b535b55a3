import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Barcamp } from '../../../client/barcamp.ts'
import { useBarcampPath } from './use-barcamp.ts'
import classes from './barcamp.module.css'

/** The parts of an event. */
export function BarcampNav({ barcamp, here }: { barcamp: Barcamp; here: 'start' | 'programme' | 'board' | 'settings' }) {
  const { t } = useLingui()
  const { network } = useBarcampPath()
  const params = { network, event: barcamp.id }
  const current = (part: typeof here): 'page' | undefined => part === here ? 'page' : undefined
  return (
    <nav className={`${classes['nav']} screen-only`} aria-label={t`Barcamp`}>
      <Link to="/netz/$network/barcamp/$event" params={params} aria-current={current('start')}><Trans>Mitmachen</Trans></Link>
      {(barcamp.event.programme || barcamp.editor) && <Link to="/netz/$network/barcamp/$event/programm" params={params} aria-current={current('programme')}><Trans>Programm</Trans></Link>}
      {barcamp.editor && <Link to="/netz/$network/barcamp/$event/regie" params={params} aria-current={current('board')}><Trans>Planen</Trans></Link>}
      {barcamp.editor && <Link to="/netz/$network/barcamp/$event/einstellungen" params={params} aria-current={current('settings')}><Trans>Einstellungen</Trans></Link>}
    </nav>
  )
}
