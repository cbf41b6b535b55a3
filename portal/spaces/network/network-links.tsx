import { useLingui } from '@lingui/react/macro'
import { Link, useLocation } from '@tanstack/react-router'
import { serviceOf } from '../../client/network.ts'
import { useNetwork } from './use-network.ts'
import classes from './network-frame.module.css'

/** A network's parts, of those that it has. `part`: what addresses of its pages begin with. */
export function NetworkLinks() {
  const { t } = useLingui()
  const network = useNetwork()
  const { pathname } = useLocation()
  const [, , , part = ''] = pathname.split('/')
  const [community, maturity] = [serviceOf(network, 'community') !== undefined, serviceOf(network, 'maturity') !== undefined]
  const links = [
    { to: '/netz/$network/verzeichnis', label: t`Verzeichnis`, part: ['verzeichnis', 'eintragen', 'eintrag', 'bestaetigen'], there: community },
    { to: '/netz/$network/vorhaben', label: t`Vorhaben`, part: ['vorhaben', 'vermittlung'], there: community },
    { to: '/netz/$network/termine', label: t({ message: 'Termine', context: 'network' }), part: ['termine', 'barcamp', 'reihen', 'treffen', 'umfragen', 'befragungen'], there: community },
    { to: '/netz/$network/gruppen', label: t`Gruppen`, part: ['gruppen'], there: community },
    { to: '/netz/$network/neues', label: t`Neues`, part: ['neues'], there: community },
    { to: '/netz/$network/fragen', label: t`Fragen`, part: ['fragen'], there: community },
    { to: '/netz/$network/reifegrad', label: t`Reifegrad`, part: ['reifegrad'], there: maturity },
    { to: '/netz/$network/daten', label: t`Daten`, part: ['daten'], there: community },
    { to: '/netz/$network/redaktion', label: t`Redaktion`, part: ['redaktion'], there: community && network.editor },
  ] as const
  return (
    <ul className={classes['nav']}>
      {links.filter(({ there }) => there).map(({ to, label, part: own }) => (
        <li key={to}><Link to={to} params={{ network: network.slug }} activeProps={{}} aria-current={(own as readonly string[]).includes(part) ? 'page' : undefined}>{label}</Link></li>
      ))}
    </ul>
  )
}
