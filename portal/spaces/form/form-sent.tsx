import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { FormDocument } from '@steckwerk/api/contract/form'
import { fromResponse, type Evaluate, type Questionnaire, type QuestionnaireResponse } from '@steckwerk/form'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FormSource } from '../../client/form.ts'
import { saveFile } from '../../client/save-file.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Notice } from '../../shell/notice.tsx'
import { AnswerList } from './answer-list.tsx'
import calm from '../../shell/calm.module.css'
import classes from './form.module.css'

/** A form that was sent, or that may only be read: who confirmed what, to be read, printed and taken along. */
export function FormSent({ document, source, evaluate, level }: { document: Omit<FormDocument, 'brand'>; source: Pick<FormSource, 'pdf'>; evaluate: Evaluate | undefined; level: 2 | 3 }) {
  const { dateTime } = useFormats()
  const faultText = useFaultText()
  const form = useMemo(() => fromResponse(document.questionnaire as unknown as Questionnaire, document.response as unknown as QuestionnaireResponse, evaluate === undefined ? {} : { evaluate }), [document, evaluate])
  const pdf = useMutation({ mutationFn: () => source.pdf(), gcTime: 0, onSuccess: file => saveFile(file, 'formular.pdf') })
  const { signed, hash, carrier: { name: house } } = document
  const authored = document.response['authored']
  const [at, who] = [signed !== undefined ? dateTime(signed.at) : typeof authored === 'string' ? dateTime(authored) : '', signed?.name ?? '']
  const isSent = document.response['status'] !== 'in-progress'
  return (
    <div className={classes['stack']}>
      {isSent
        ? <Notice tone="ok" live>{who === '' ? <Trans>Abgeschickt an {house} am {at}.</Trans> : <Trans>Bestätigt von {who} und abgeschickt an {house} am {at}.</Trans>}</Notice>
        : <Notice tone="quiet"><Trans>Ein Entwurf, zuletzt gespeichert am {at}. Sie können ihn ansehen, aber nicht ausfüllen.</Trans></Notice>}
      <div className={`${calm['actions']} screen-only`}>
        <Button leftSection={<Icon name="download" />} loading={pdf.isPending} onClick={() => pdf.mutate()}><Trans>Als PDF speichern</Trans></Button>
        <Button variant="default" leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button>
      </div>
      {pdf.isError && <Notice tone="bad" live>{faultText(pdf.error)}</Notice>}
      <AnswerList form={form} level={level} />
      {isSent && (
        <details>
          <summary><Trans>Prüfsumme der Antworten</Trans></summary>
          <p className={classes['small']}><Trans>Die Bestätigung gilt genau für diese Antworten. Würde etwas daran geändert, wäre die Summe (SHA-256) eine andere:</Trans></p>
          <p className={classes['print']}>{hash}</p>
        </details>
      )}
    </div>
  )
}
