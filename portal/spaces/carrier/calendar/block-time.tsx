import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { blockSlot, freeSlot } from '../../../client/calendar/act.ts'
import type { Entry } from '../../../client/calendar/model.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { useCalendarFault } from './use-calendar-fault.ts'
import shared from '../carrier.module.css'

/** Keeps a free time from being booked, or gives it back: undone at once, so nobody is asked whether they are sure. */
export function BlockTime({ carrier, entry, onBlocked, onFreed }: { carrier: string; entry: Entry; onBlocked: () => void; onFreed: () => void }) {
  const { t } = useLingui()
  const fault = useCalendarFault()
  const touches = ['calendar', carrier]
  const block = useAct<string, void>(slot => blockSlot(carrier, slot), touches, t`Gesperrt.`, onBlocked)
  const free = useAct<string, void>(slot => freeSlot(carrier, slot), touches, t`Wieder frei.`, onFreed)
  const [act, words] = entry.state === 'free' ? [block, <Trans>Zeit sperren</Trans>] as const : [free, <Trans>Zeit freigeben</Trans>] as const
  return (
    <>
      {act.trouble !== null && <Notice tone="bad" live>{fault(act.trouble)}</Notice>}
      <div className={shared['actions']}><Button variant="default" loading={act.isPending} onClick={() => act.mutate(entry.slot ?? '')}>{words}</Button></div>
    </>
  )
}
