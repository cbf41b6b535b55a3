import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Problem, RawMessage } from '@steckwerk/api/contract'
import { useMutation } from '@tanstack/react-query'
import { useId, useState, type SubmitEvent } from 'react'
import { reveal } from '../../client/operator.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import classes from './problems.module.css'

const shortestReason = 5

/** Opens in place: why does somebody need to see patient data? Without a reason nothing is shown. */
export function RevealForm({ carrier, problem, onReveal }: { carrier: string; problem: Problem; onReveal: (message: RawMessage) => void }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const [open, setOpen] = useState(false)
  const [missing, setMissing] = useState(false)
  const formId = useId()
  const ask = useMutation({ mutationFn: (reason: string) => reveal(carrier, problem.ref, reason), onSuccess: onReveal, gcTime: 0 })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = textOf(new FormData(event.currentTarget), 'reason').trim()
    setMissing(reason.length < shortestReason)
    if (reason.length >= shortestReason) ask.mutate(reason)
  }
  if (!open) return <Button variant="default" leftSection={<Icon name="eye" />} onClick={() => setOpen(true)} aria-expanded={false}><Trans>Inhalt zeigen</Trans></Button>
  return (
    <form className={classes['reveal']} onSubmit={submit} aria-labelledby={`${formId}-head`} noValidate>
      <p id={`${formId}-head`} className={classes['revealHead']}><Icon name="eye" /> <Trans>Inhalt zeigen</Trans></p>
      <p><Trans>Die Nachricht enthält Patientendaten. Konto, Zeitpunkt und Ihre Begründung werden dauerhaft protokolliert.</Trans></p>
      <TextInput name="reason" label={t`Begründung`} placeholder={t`z. B. Ticket 4711, fehlende Fallnummer prüfen`} maxLength={500} autoComplete="off" autoFocus required withAsterisk={false} error={missing ? t`Bitte nennen Sie den Grund (mindestens 5 Zeichen).` : null} />
      {ask.isError && <Notice tone="bad" live>{faultText(ask.error)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" loading={ask.isPending}><Trans>Protokollieren und zeigen</Trans></Button>
        <Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
