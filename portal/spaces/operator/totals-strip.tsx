import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Totals } from '../../client/leitstand-state.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon, type IconName } from '../../shell/icon.tsx'
import classes from './leitstand.module.css'

/** The numbers of the whole region, one socket each. */
export function TotalsStrip({ totals, now }: { totals: Totals; now: number }) {
  const { number, duration } = useFormats()
  const oldest = totals.oldestWaitingAt === null ? null : duration(now - Date.parse(totals.oldestWaitingAt))
  return (
    <section className={classes['totals']}>
      <h2 className="aloud"><Trans>Auf einen Blick</Trans></h2>
      <dl>
        <Total icon="chart" tone="plain" label={<Trans>Nachrichten in der letzten Minute</Trans>} value={number(totals.lastMinute)} />
        <Total icon="clock" tone="plain" label={<Trans>Wartend in den Connectoren</Trans>} value={number(totals.waiting)} note={oldest === null ? undefined : <Trans>älteste seit {oldest}</Trans>} />
        <Total icon="alert" tone={totals.unmapped > 0 ? 'warn' : 'plain'} label={<Trans>Fehler, nicht übersetzt</Trans>} value={number(totals.unmapped)} />
        <Total icon="replay" tone={totals.held > 0 ? 'warn' : 'plain'} label={<Trans>Angehalten auf dem Rückweg</Trans>} value={number(totals.held)} />
        <Total icon="bell" tone={totals.alarms > 0 ? 'bad' : 'plain'} label={<Trans>Offene Alarme</Trans>} value={number(totals.alarms)} />
        <Total icon="plug" tone={totals.connected < totals.connectors ? 'bad' : 'plain'} label={<Trans>Connectoren verbunden</Trans>} value={<Trans>{number(totals.connected)} von {number(totals.connectors)}</Trans>} />
      </dl>
    </section>
  )
}

function Total({ icon, label, value, note, tone }: { icon: IconName; label: ReactNode; value: ReactNode; note?: ReactNode; tone: 'plain' | 'warn' | 'bad' }) {
  return (
    <div className={classes['total']} data-tone={tone}>
      <dt><Icon name={icon} /> {label}</dt>
      <dd>{value}{note !== undefined && <span className={classes['totalNote']}>{note}</span>}</dd>
    </div>
  )
}
