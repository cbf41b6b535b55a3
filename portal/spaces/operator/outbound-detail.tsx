import { Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { HeldMessage } from '@steckwerk/api/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { decideHeld, type HeldDecision } from '../../client/outbound.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Notice } from '../../shell/notice.tsx'
import { OutboundState } from './outbound-state.tsx'
import { useOutboundWords } from './use-outbound-words.ts'
import classes from './problems.module.css'
import own from './outbound.module.css'

const shortest = 3

/** One held message: what the system answered, and the decision. */
export function OutboundDetail({ carrier, message, behind, now, mayDecide, onClose }: {
  carrier: string; message: HeldMessage; behind: number; now: number; mayDecide: boolean; onClose: () => void
}) {
  const { t } = useLingui()
  const { dateTime, duration, number } = useFormats()
  const words = useOutboundWords()
  const announce = useAnnounce()
  const queries = useQueryClient()
  const head = useRef<HTMLHeadingElement>(null)
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState(false)
  useEffect(() => head.current?.focus(), [])
  const decide = useMutation({
    mutationFn: (decision: HeldDecision) => decideHeld(carrier, message, decision),
    onSuccess: async () => {
      announce(t`Entschieden.`)
      await Promise.all([queries.invalidateQueries({ queryKey: ['outbound', carrier] }), queries.invalidateQueries({ queryKey: ['overview'] })])
      head.current?.focus()
    },
  })
  const skip = () => {
    if (reason.trim().length < shortest) return setWrong(true)
    decide.mutate({ decision: 'skip', reason: reason.trim() })
  }
  const pending = decide.isPending ? decide.variables.decision : undefined
  const failed = decide.isError ? decide.variables.decision : undefined
  const { composedAt, connector, channel, control, appointment, attempts, decision, state } = message
  const age = duration(now - Date.parse(composedAt))
  return (
    <section className={classes['panel']} aria-labelledby="held-head" onKeyDown={event => { if (event.key === 'Escape' && !event.defaultPrevented) onClose() }}>
      <div className={classes['detailHead']}>
        <h2 id="held-head" ref={head} tabIndex={-1}>{words.event(message.event)}</h2>
        <button type="button" className={`${classes['back']} ${own['close']}`} onClick={onClose}><Icon name="cross" /><Trans>Schließen</Trans></button>
      </div>
      <p><OutboundState message={message} /></p>
      <dl className={classes['facts']}>
        <div><dt><Trans>Antwort</Trans></dt><dd>{words.answer(message)}</dd></div>
        <div><dt><Trans>Geschrieben</Trans></dt><dd><time dateTime={composedAt}>{dateTime(composedAt)}</time> <Trans>(vor {age})</Trans></dd></div>
        <div><dt><Trans>Versuche</Trans></dt><dd>{number(attempts)}</dd></div>
        <div><dt><Trans>Weg</Trans></dt><dd><Trans>Ziel {channel} an {connector}</Trans></dd></div>
        <div><dt><Trans>Nummer (MSH-10)</Trans></dt><dd><code>{control}</code></dd></div>
        <div><dt><Trans>Termin</Trans></dt><dd><code>{appointment}</code></dd></div>
        {behind > 0 && <div><dt><Trans>Dahinter</Trans></dt><dd><Trans>Weitere zu diesem Termin: {number(behind)}</Trans></dd></div>}
      </dl>
      {decision !== null && <Notice tone="quiet" live>{decision === 'resend' ? <Trans>Entschieden: erneut senden. Der Connector holt die Entscheidung ab, sobald er verbunden ist.</Trans> : <Trans>Entschieden: verwerfen. Der Connector holt die Entscheidung ab, sobald er verbunden ist.</Trans>}</Notice>}
      {decision === null && !mayDecide && <Notice tone="quiet"><Trans>Ihre Rolle darf hier nicht entscheiden. Das kann die IT des Trägers.</Trans></Notice>}
      {decision === null && mayDecide && (
        <div className={classes['actions']}>
          <ConfirmInPlace
            label={<Trans>Erneut senden</Trans>} icon="replay" title={<Trans>Dieselbe Nachricht noch einmal senden?</Trans>} confirm={<Trans>Jetzt senden</Trans>}
            run={() => decide.mutate({ decision: 'resend' })} pending={pending === 'resend'} error={failed === 'resend' ? decide.error : null}
          >
            {state === 'unknown'
              ? <p><Trans>Das System könnte die erste schon verarbeitet haben. Prüfen Sie zuerst, ob der Termin dort steht: Sonst steht er danach vielleicht zweimal da.</Trans></p>
              : <p><Trans>Beheben Sie zuerst, was das System bemängelt hat. Sonst lehnt es sie wieder ab.</Trans></p>}
          </ConfirmInPlace>
          <ConfirmInPlace
            label={<Trans>Verwerfen</Trans>} icon="cross" title={<Trans>Diese Nachricht nicht mehr senden?</Trans>} confirm={<Trans>Verwerfen und protokollieren</Trans>}
            run={skip} pending={pending === 'skip'} error={failed === 'skip' ? decide.error : null}
          >
            <p><Trans>Das Kliniksystem erfährt davon nichts. Tragen Sie den Termin dort von Hand nach. Was dahinter wartet, wird danach gesendet.</Trans></p>
            <Textarea
              label={t`Begründung`} description={t`Steht im Protokoll des Trägers.`} maxLength={500} autosize minRows={2} value={reason} error={wrong ? t`Bitte nennen Sie den Grund (mindestens 3 Zeichen).` : undefined}
              onChange={event => { setReason(event.currentTarget.value); setWrong(false) }}
            />
          </ConfirmInPlace>
        </div>
      )}
    </section>
  )
}
