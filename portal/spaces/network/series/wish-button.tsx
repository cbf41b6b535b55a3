import { Button, VisuallyHidden } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { QueueState } from '../../../client/offline-queue.ts'
import type { Wish } from '../../../client/series.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useSeriesFault } from './use-series.ts'

/** Wants something, or no longer. */
export function WishButton({ wanted, votes, label, onWish }: { wanted: boolean; votes: number; label: string; onWish: (want: boolean) => void }) {
  return (
    <Button variant={wanted ? 'filled' : 'default'} aria-pressed={wanted} onClick={() => onWish(!wanted)} leftSection={<Icon name={wanted ? 'check' : 'up'} />}>
      <VisuallyHidden>{label} </VisuallyHidden>{votes}
    </Button>
  )
}

/** Says where wishes wait. */
export function WishState({ state }: { state: QueueState<Wish> }) {
  const fault = useSeriesFault()
  return (
    <div role="status">
      {state.waiting.length > 0 && state.trouble === 'offline' && <Notice tone="warn"><Trans>Ihre Auswahl ist gespeichert und wird gesendet, sobald Sie wieder Netz haben.</Trans></Notice>}
      {state.waiting.length > 0 && state.trouble !== undefined && state.trouble !== 'offline' && <Notice tone="bad">{fault(state.trouble)}</Notice>}
    </div>
  )
}
