import { Trans } from '@lingui/react/macro'
import type { HeldMessage } from '@steckwerk/api/contract'
import { Tag } from '../../shell/notice.tsx'

/** Where a held message stands, in a word: also once somebody has decided and the connector has yet to do it. */
export function OutboundState({ message: { state, decision } }: { message: HeldMessage }) {
  if (decision === 'resend') return <Tag tone="ok" icon="clock"><Trans>wird erneut gesendet</Trans></Tag>
  if (decision === 'skip') return <Tag tone="quiet" icon="clock"><Trans>wird verworfen</Trans></Tag>
  return state === 'held' ? <Tag tone="bad"><Trans>abgelehnt</Trans></Tag> : <Tag tone="warn"><Trans>nicht quittiert</Trans></Tag>
}
