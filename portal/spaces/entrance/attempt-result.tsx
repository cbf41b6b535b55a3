import { Trans, Plural } from '@lingui/react/macro'
import { PortalFault } from '../../client/request.ts'
import { Notice } from '../../shell/notice.tsx'
import { useNow } from '../../shell/use-now.ts'
import { useEntranceFault } from './use-entrance-fault.ts'

/** Why an attempt failed, and how long to wait where the hub asks for it. `at`: when the answer came. */
export function AttemptResult({ error, at, refused }: { error: unknown; at: number; refused: string }) {
  const text = useEntranceFault()
  const now = useNow(1_000)
  if (error === null || error === undefined) return null
  if (error instanceof PortalFault && error.status === 429 && error.retryAfter !== undefined) {
    const left = Math.ceil(error.retryAfter - (now - at) / 1_000)
    if (left <= 0) return <Notice tone="quiet" live><Trans>Sie können es jetzt wieder versuchen.</Trans></Notice>
    return (
      <div role="alert">
        <Notice tone="warn"><Trans>Zu viele Versuche. Zum Schutz des Kontos ist eine kurze Pause nötig.</Trans>{' '}<span aria-live="off"><Wait seconds={left} /></span></Notice>
      </div>
    )
  }
  return <Notice tone="bad" live>{text(error, refused)}</Notice>
}

function Wait({ seconds }: { seconds: number }) {
  const minutes = Math.ceil(seconds / 60)
  return seconds > 90
    ? <Plural value={minutes} one="Noch # Minute." other="Noch # Minuten." />
    : <Plural value={seconds} one="Noch # Sekunde." other="Noch # Sekunden." />
}
