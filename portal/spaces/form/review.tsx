import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { FormDocument } from '@steckwerk/api/contract/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { fingerprint } from '../../client/form-draft.ts'
import type { FormSource } from '../../client/form.ts'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { AnswerList } from './answer-list.tsx'
import type { FormEnding } from './form-fill.tsx'
import { isSigned, nothingSigned, Signature, type Signing } from './signature.tsx'
import { StillMissing } from './still-missing.tsx'
import calm from '../../shell/calm.module.css'
import classes from './form.module.css'

/** All answers at once, what is still missing, and the confirmation, which is bound to exactly what stands here. */
export function Review({ form, house, draft, source, wrong, onMend, onBack, onSent, level, title }: FormEnding & { house: string; source: FormSource; onSent: (document: FormDocument) => void; level: 2 | 3 }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const [signing, setSigning] = useState<Signing>(nothingSigned)
  const [tries, setTries] = useState(0)
  const missing = useRef<HTMLDivElement>(null)
  const pad = useRef<HTMLDivElement>(null)
  const send = useMutation({
    mutationFn: async () => {
      const { version, hash } = await draft.flush()
      const shown = await fingerprint(draft.state().form)
      if (shown !== undefined && shown !== hash) throw new PortalFault(409, 'forms/other-content', 'The saved answers are not those that are shown.')
      return source.submit({ version, hash, ...(signing.way === 'draw' ? { strokes: signing.strokes } : { typed: signing.name.trim() }) })
    },
    onSuccess: onSent, gcTime: 0,
  })
  useEffect(() => {
    if (tries === 0) return
    if (missing.current !== null) missing.current.focus()
    else pad.current?.querySelector<HTMLElement>('[data-sign] input[type=text], input:checked')?.focus()
  }, [tries])
  const Heading = level === 2 ? 'h2' : 'h3'
  const submit = () => {
    if (wrong.length > 0 || !isSigned(signing)) return setTries(tries + 1)
    send.mutate()
  }
  return (
    <div className={classes['stack']}>
      <Heading ref={title} tabIndex={-1} className={classes['title']}><Trans>Bitte sehen Sie alles noch einmal durch</Trans></Heading>
      <StillMissing ref={missing} form={form} wrong={wrong} onMend={onMend} />
      <AnswerList form={form} level={3} onChange={onMend} />
      <section className={calm['card']} ref={pad}>
        <h3><Trans>Bestätigen und abschicken</Trans></h3>
        <p><Trans>Mit Ihrer Unterschrift bestätigen Sie, dass Ihre Angaben stimmen. Danach lassen sie sich nicht mehr ändern. {house} bekommt sie sofort.</Trans></p>
        <Signature signing={signing} onChange={setSigning} missing={tries > 0 && !isSigned(signing)} />
        {send.isError && <Notice tone="bad" live>{sendFault(send.error)}</Notice>}
        <div className={classes['moves']}>
          <Button variant="default" size="md" onClick={onBack}><Trans>Zurück</Trans></Button>
          <Button size="md" loading={send.isPending} onClick={submit}><Trans>Bestätigen und abschicken</Trans></Button>
        </div>
      </section>
    </div>
  )

  function sendFault(error: unknown): string {
    const code = error instanceof PortalFault ? error.code : ''
    if (code === 'forms/other-content' || code === 'forms/changed-elsewhere') return t`Die gespeicherten Antworten sind nicht die, die Sie hier sehen. Bitte laden Sie die Seite neu und sehen Sie sie noch einmal durch.`
    if (code === 'forms/invalid-answers') return t`Das Krankenhaus konnte einige Antworten nicht annehmen. Bitte laden Sie die Seite neu und prüfen Sie sie.`
    if (code === 'forms/already-sent') return t`Dieses Formular wurde schon abgeschickt.`
    return faultText(error)
  }
}
