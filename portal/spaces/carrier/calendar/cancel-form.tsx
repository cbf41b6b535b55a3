import { Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { cancelAppointment, cancelReasons, type CancelReason } from '../../../client/calendar/act.ts'
import { Choices, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { useCalendarFault } from './use-calendar-fault.ts'
import { useEntryWords } from './use-entry-words.ts'

/** Cancels with who and why: the person reads both. */
export function CancelForm({ carrier, id, waits = false, onDone }: { carrier: string; id: string; waits?: boolean; onDone: () => void }) {
  const { t } = useLingui()
  const fault = useCalendarFault()
  const words = useEntryWords()
  const [reason, setReason] = useState<CancelReason | undefined>(undefined)
  const [comment, setComment] = useState('')
  const [wrong, setWrong] = useState(false)
  const cancel = useAct<CancelReason, void>(why => cancelAppointment(carrier, id, why, comment.trim()), ['calendar', carrier], waits ? t`Von der Warteliste genommen.` : t`Abgesagt.`, onDone)
  return (
    <ConfirmInPlace
      label={waits ? <Trans>Von der Liste nehmen</Trans> : <Trans>Absagen</Trans>} icon="cross" title={waits ? <Trans>Von der Warteliste nehmen?</Trans> : <Trans>Diesen Termin absagen?</Trans>}
      confirm={waits ? <Trans>Von der Warteliste nehmen</Trans> : <Trans>Termin absagen</Trans>} pending={cancel.isPending}
      run={() => reason === undefined ? setWrong(true) : cancel.mutate(reason)}
    >
      <Choices legend={<Trans>Grund</Trans>} options={cancelReasons.map(value => ({ value, label: words.reason(value) }))} chosen={reason === undefined ? [] : [reason]} onChange={([value]) => { setReason(value as CancelReason); setWrong(false) }} {...(wrong ? { wrong: <Trans>Bitte wählen Sie einen Grund.</Trans> } : {})} />
      <Textarea label={t`Nachricht an die Person (freiwillig)`} maxLength={500} autosize minRows={2} value={comment} onChange={event => setComment(event.currentTarget.value)} />
      {cancel.trouble !== null && <Notice tone="bad" live>{fault(cancel.trouble)}</Notice>}
    </ConfirmInPlace>
  )
}
