import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { serviceOf } from '../../client/network.ts'
import { useNetwork } from './use-network.ts'
import classes from './start.module.css'

/** What somebody can do here, of what the network has. */
export function StartCalls() {
  const network = useNetwork()
  const params = { network: network.slug }
  const community = serviceOf(network, 'community') !== undefined
  return (
    <ul className={classes['calls']}>
      {community && <li><Link className={classes['call'] ?? ''} to="/netz/$network/eintragen" params={params}><strong><Trans>Einrichtung eintragen</Trans></strong><span><Trans>Sagen Sie, was Sie anbieten und was Sie suchen. Ohne Konto, mit Bestätigung per E-Mail.</Trans></span></Link></li>}
      {community && <li><Link className={classes['call'] ?? ''} to="/netz/$network/vorhaben/neu" params={params}><strong><Trans>Bedarf melden</Trans></strong><span><Trans>Etwas fehlt Ihnen im Alltag? Vielleicht anderen auch: daraus kann ein gemeinsames Vorhaben werden.</Trans></span></Link></li>}
      {serviceOf(network, 'maturity') !== undefined && <li><Link className={classes['call'] ?? ''} to="/netz/$network/reifegrad" params={params}><strong><Trans>Reifegrad bestimmen</Trans></strong><span><Trans>Wo steht Ihr Haus, und was ist der nächste Schritt? Niemand sonst sieht Ihre Antworten.</Trans></span></Link></li>}
    </ul>
  )
}
