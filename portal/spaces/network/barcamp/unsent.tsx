import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { PortalFault } from '../../../client/request.ts'
import { Notice } from '../../../shell/notice.tsx'
import type { OfflineQueueUse } from '../../../shell/use-offline-queue.ts'
import { useBarcampWords } from './use-barcamp-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** What was written and has not arrived: it goes on by itself once there is a network; what is refused is tried again or given up by whoever wrote it. */
export function Unsent<Body>({ queue: { waiting, trouble, retry, drop }, what, label, only = () => true }: {
  queue: OfflineQueueUse<Body>; what: (body: Body) => string; label: string; only?: (body: Body) => boolean
}) {
  const words = useBarcampWords()
  const shown = waiting.filter(({ body }) => only(body))
  // An answer usually takes less time than reading that there is none.
  if (shown.length === 0 || trouble === undefined) return null
  return (
    <div role="status">
      {trouble === 'offline' && <Notice tone="warn"><Trans>Gespeichert und wird gesendet, sobald Sie wieder Netz haben.</Trans></Notice>}
      {trouble instanceof PortalFault && <Notice tone="bad">{words.fault(trouble)}</Notice>}
      <ul className={calm['list']} aria-label={label}>
        {shown.map(({ key, body }) => (
          <li key={key} className={calm['item']}>
            <span className={`${calm['itemText']} ${classes['about']}`}>{what(body)}</span>
            {trouble instanceof PortalFault && (
              <span className={calm['actions']}>
                <Button variant="default" onClick={retry}><Trans>Noch einmal senden</Trans></Button>
                <Button variant="default" onClick={() => drop(key)}><Trans>Verwerfen</Trans></Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
