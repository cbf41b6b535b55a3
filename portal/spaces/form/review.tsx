import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { FormDocument } from '@steckwerk/api/contract/form'
import { nodeAt, type Form } from '@steckwerk/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { fingerprint, type FormDraft } from '../../client/form-draft.ts'
import type { FormSource } from '../../client/form.ts'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { AnswerList } from './answer-list.tsx'
import { isSigned, nothingSigned, Signature, type Signing } from './signature.tsx'
import { useFormLanguage } from './use-form-language.ts'
import type { Wrong } from './use-wrong.ts'
import calm from '../../shell/calm.module.css'
import classes from './form.module.css'

/** All answers at once, what is still missing, and the confirmation, which is bound to exactly what stands here. */
export function Review({ form, house, draft, source, wrong, onMend, onBack, onSent, level, title }: {
  form: Form; house: string; draft: FormDraft; source: FormSource; wrong: readonly Wrong[]; onMend: (path: string) => void; onBack: () => void; onSent: (document: FormDocument) => void; level: 2 | 3
  title: RefObject<HTMLHeadingElement | null>
}) {
  const { t } = useLingui()
  const { ask } = useFormLanguage()
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
      {wrong.length > 0 && (
        <div ref={missing} tabIndex={-1} role="group" aria-label={t`Es fehlt noch etwas`}>
          <Notice tone="warn">
            <Trans>Hier fehlt noch etwas, bevor Sie abschicken können:</Trans>
            <ul className={classes['summary']}>
              {wrong.map(({ path, words }) => {
                const node = nodeAt(form.nodes, path)
                return <li key={path + words}><button type="button" className={classes['plain']} onClick={() => onMend(path)}>{node === undefined ? words : `${ask(node)}: ${words}`}</button></li>
              })}
            </ul>
          </Notice>
        </div>
      )}
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
