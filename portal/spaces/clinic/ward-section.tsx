import { Trans, useLingui } from '@lingui/react/macro'
import { memo, type ReactNode } from 'react'
import type { Ward } from '../../client/board/model.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon, type IconName } from '../../shell/icon.tsx'
import type { Freshness } from './use-fresh.ts'
import { StayTable, WardTable } from './ward-table.tsx'
import { WardTiles } from './ward-tiles.tsx'
import classes from './ward.module.css'

interface Props { readonly ward: Ward; readonly fresh: ReadonlyMap<string, Freshness>; readonly tiles: boolean; readonly now: number; readonly titled: boolean }

/** One ward: its numbers, its beds, and those without one. Redrawn only when something of it changed. */
export const WardSection = memo(function WardSection({ ward, fresh, tiles, now, titled }: Props) {
  const { t } = useLingui()
  const { name } = ward
  return (
    <section className={classes['ward']} aria-label={t`Station ${name}`}>
      <header className={classes['wardHead']}>
        <h2 className={titled ? undefined : 'aloud'}>{name}</h2>
        <Numbers ward={ward} />
      </header>
      {ward.rooms.length > 0 && <div className={tiles ? undefined : classes['card']}>{tiles ? <WardTiles ward={ward} fresh={fresh} now={now} /> : <WardTable ward={ward} fresh={fresh} now={now} />}</div>}
      {ward.withoutBed.length > 0 && (
        <Beside icon="alert" title={<Trans>Ohne Bett</Trans>}><StayTable stays={ward.withoutBed} caption={t`Ohne Bett auf ${name}`} sinceHead={t`Seit`} fresh={fresh} now={now} /></Beside>
      )}
      {ward.planned.length > 0 && (
        <Beside icon="calendar" title={<Trans>Heute geplante Aufnahmen</Trans>}><StayTable stays={ward.planned} caption={t`Heute geplante Aufnahmen auf ${name}`} sinceHead={t`Geplant`} fresh={fresh} now={now} /></Beside>
      )}
      {ward.onLeave.length > 0 && (
        <Beside icon="suitcase" title={<Trans>Beurlaubt</Trans>}><StayTable stays={ward.onLeave} caption={t`Beurlaubt von ${name}`} sinceHead={t`Seit`} fresh={fresh} now={now} /></Beside>
      )}
    </section>
  )
})

function Numbers({ ward }: { ward: Ward }) {
  const { number } = useFormats()
  return (
    <ul className={classes['numbers']}>
      <li><Trans><strong>{number(ward.occupied)}</strong> von {number(ward.beds)} Betten belegt</Trans></li>
      <li><Trans><strong>{number(ward.beds - ward.occupied)}</strong> frei</Trans></li>
      {ward.withoutBed.length > 0 && <li><Trans><strong>{number(ward.withoutBed.length)}</strong> ohne Bett</Trans></li>}
      {ward.planned.length > 0 && <li><Trans><strong>{number(ward.planned.length)}</strong> heute geplant</Trans></li>}
      {ward.onLeave.length > 0 && <li><Trans><strong>{number(ward.onLeave.length)}</strong> beurlaubt</Trans></li>}
    </ul>
  )
}

function Beside({ icon, title, children }: { icon: IconName; title: ReactNode; children: ReactNode }) {
  return (
    <div className={classes['card']}>
      <h3 className={classes['besideHead']}><Icon name={icon} /> {title}</h3>
      {children}
    </div>
  )
}
