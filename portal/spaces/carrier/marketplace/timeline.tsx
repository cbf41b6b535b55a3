import { Trans, useLingui } from '@lingui/react/macro'
import type { OrderEvent } from '@steckwerk/api/contract/marketplace'
import { useFormats } from '../../../shell/format.ts'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** What happened to an order, newest last; what is added while it is open is read out. */
export function Timeline({ events }: { events: readonly OrderEvent[] }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const { dateTime } = useFormats()
  return (
    <ol className={classes['list']} aria-label={t`Verlauf`} aria-live="polite" aria-relevant="additions">
      {events.map(({ number, at, kind, by, status, text }) => (
        <li key={number}>
          <div><strong>{words.event(kind)}</strong>{status !== null && status >= 400 && <span className={classes['small']}> <Trans>(Antwort {status})</Trans></span>}</div>
          {text !== null && <div>„{text}“</div>}
          <div className={classes['small']}><time dateTime={at}>{dateTime(at)}</time>{by !== null && <> · {by}</>}</div>
        </li>
      ))}
    </ol>
  )
}
