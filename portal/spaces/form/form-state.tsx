import { Trans } from '@lingui/react/macro'
import { Tag } from '../../shell/notice.tsx'

/** open = not begun, or to be filled in once more. */
export function FormState({ state }: { state: 'open' | 'begun' | 'done' }) {
  if (state === 'open') return <Tag tone="warn"><Trans>Noch offen</Trans></Tag>
  return state === 'begun' ? <Tag tone="warn" icon="clock"><Trans>Angefangen</Trans></Tag> : <Tag tone="ok"><Trans>Abgeschickt</Trans></Tag>
}
