import { Trans } from '@lingui/react/macro'
import type { StreamState } from '../client/event-stream.ts'
import { useFormats } from './format.ts'
import { Socket } from './socket.tsx'
import classes from './connection.module.css'

/** Whether the page is live, and as of when it is true. */
export function Connection({ state, updatedAt }: { state: StreamState; updatedAt: number | null }) {
  const { seconds } = useFormats()
  const at = updatedAt === null ? null : seconds(updatedAt)
  return (
    <p className={classes['connection']} data-state={state}>
      <Socket state={state === 'live' ? 'used' : 'free'} />
      <strong data-connection={state}>
        {state === 'live' && <Trans>Live</Trans>}
        {state === 'connecting' && <Trans>Verbindet …</Trans>}
        {state === 'waiting' && <Trans>Verbindung unterbrochen, neuer Versuch läuft</Trans>}
        {state === 'expired' && <Trans>Sitzung abgelaufen</Trans>}
      </strong>
      {at !== null && <span className={classes['at']}><Trans>Stand {at}</Trans></span>}
    </p>
  )
}
