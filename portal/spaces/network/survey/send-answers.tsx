import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { toResponse } from '@steckwerk/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { sendSurveyAnswer } from '../../../client/survey.ts'
import type { LocalDraft } from '../../../client/survey-draft.ts'
import { Notice } from '../../../shell/notice.tsx'
import { AnswerList } from '../../form/answer-list.tsx'
import type { FormEnding } from '../../form/form-fill.tsx'
import { StillMissing } from '../../form/still-missing.tsx'
import { useSurveyPath, useSurveyWords } from './use-survey.ts'
import forms from '../../form/form.module.css'

/** All answers at once, what is still missing, and the button that sends them. */
export function SendAnswers({ form, draft, wrong, onMend, onBack, title, draftKept, onSent }: FormEnding & { draftKept: LocalDraft; onSent: () => void }) {
  const words = useSurveyWords()
  const { service, survey, again } = useSurveyPath()
  const missing = useRef<HTMLDivElement>(null)
  const [tries, setTries] = useState(0)
  const item = toResponse(form).item ?? []
  const send = useMutation({
    mutationFn: async () => {
      // What is kept here must not come back behind what was sent.
      await draft.flush().catch(() => undefined)
      await sendSurveyAnswer(service, survey, { turn: Date.now(), item })
      draftKept.clear()
      await again()
    },
    onSuccess: onSent, gcTime: 0,
  })
  useEffect(() => {
    if (tries > 0) missing.current?.focus()
  }, [tries])
  const submit = () => (wrong.length > 0 || item.length === 0 ? setTries(tries + 1) : send.mutate())
  return (
    <div className={forms['stack']}>
      <h2 ref={title} tabIndex={-1} className={forms['title']}><Trans>Bitte sehen Sie alles noch einmal durch</Trans></h2>
      <StillMissing ref={missing} form={form} wrong={wrong} onMend={onMend} />
      {wrong.length === 0 && item.length === 0 && tries > 0 && <div ref={missing} tabIndex={-1}><Notice tone="warn"><Trans>Bitte beantworten Sie mindestens eine Frage.</Trans></Notice></div>}
      <AnswerList form={form} level={3} onChange={onMend} />
      {send.isError && <Notice tone="bad" live>{words.fault(send.error)}</Notice>}
      <div className={forms['moves']}>
        <Button variant="default" size="md" onClick={onBack}><Trans>Zurück</Trans></Button>
        <Button size="md" loading={send.isPending} onClick={submit}><Trans>Antworten abschicken</Trans></Button>
      </div>
    </div>
  )
}
