import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Barcamp } from '../../../client/barcamp.ts'
import { useBarcampPath } from './use-barcamp.ts'
import classes from './barcamp.module.css'

/** The parts of an event. */
export function BarcampNav({ barcamp }: { barcamp: Barcamp }) {
  const { t } = useLingui()
  const { network } = useBarcampPath()
  const params = { network, event: barcamp.id }
  if (!barcamp.event.programme && !barcamp.editor) return null
  return (
    <nav className={`${classes['nav']} screen-only`} aria-label={t`Barcamp`}>
      <Link to="/netz/$network/barcamp/$event" params={params} activeOptions={{ exact: true }}><Trans>Mitmachen</Trans></Link>
      <Link to="/netz/$network/barcamp/$event/programm" params={params}><Trans>Programm</Trans></Link>
      <Link to="/netz/$network/barcamp/$event/ergebnisse" params={params}><Trans>Ergebnisse</Trans></Link>
      {barcamp.editor && <Link to="/netz/$network/barcamp/$event/regie" params={params}><Trans>Planen</Trans></Link>}
      {barcamp.editor && <Link to="/netz/$network/barcamp/$event/einlass" params={params}><Trans>Gäste und Einlass</Trans></Link>}
      {barcamp.editor && <Link to="/netz/$network/barcamp/$event/rueckmeldungen" params={params}><Trans>Rückmeldungen</Trans></Link>}
      {barcamp.editor && <Link to="/netz/$network/barcamp/$event/einstellungen" params={params}><Trans>Einstellungen</Trans></Link>}
    </nav>
  )
}
