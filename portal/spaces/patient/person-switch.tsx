import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { CaredFor } from '../../client/cared-for.ts'
import classes from './patient.module.css'

/** "Für mich / Für …": whom the page is about. Nothing where there is no choice. */
export function PersonSwitch({ people, person }: { people: readonly CaredFor[]; person: CaredFor | undefined }) {
  const { t } = useLingui()
  if (people.length < 2) return null
  return (
    <nav aria-label={t`Für wen?`} className="screen-only">
      <ul className={classes['people']}>
        {people.map(one => {
          const name = one.name
          return <li key={one.key}><Link to="." search={{ fuer: one.key }} resetScroll={false} activeProps={{ 'aria-current': undefined }} aria-current={one.key === person?.key ? 'true' : undefined}>{one.self ? <Trans>Für mich</Trans> : <Trans>Für {name}</Trans>}</Link></li>
        })}
      </ul>
    </nav>
  )
}
