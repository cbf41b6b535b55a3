import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type SubmitEvent } from 'react'
import { askQuestion } from '../../../client/faq.ts'
import { Card } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { isMail, useNewsWords } from '../news/use-news-words.ts'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

/** A visitor asks; whoever leaves an address confirms it and is told of the answer. */
export function AskCard() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const form = useRef<HTMLFormElement>(null)
  const [question, setQuestion] = useState('')
  const [mail, setMail] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation({ mutationFn: () => askQuestion(network, { question: question.trim(), mail: mail.trim() }), gcTime: 0 })
  const wrong = {
    question: question.trim().length < 10 ? t`Bitte schreiben Sie Ihre Frage in einem Satz.` : undefined,
    mail: mail.trim() === '' || isMail(mail) ? undefined : t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.`,
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong.question !== undefined || wrong.mail !== undefined) return focusWrong(form.current!)
    send.mutate()
  }
  const address = mail.trim()
  return (
    <Card title={<Trans>Nicht gefunden? Fragen Sie.</Trans>} icon="help">
      {send.isSuccess
        ? <Notice tone="ok" live>{address === '' ? <Trans>Danke, Ihre Frage ist bei der Redaktion. Die Antwort steht später hier.</Trans> : <Trans>Fast geschafft: Bitte öffnen Sie den Link in der E-Mail an {address}. Danach geht Ihre Frage an die Redaktion, und wir schreiben Ihnen, wo die Antwort steht.</Trans>}</Notice>
        : (
            <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
              {send.isError && <Notice tone="bad" live>{words.fault(send.error)}</Notice>}
              <Textarea size="md" required autosize minRows={2} label={t`Ihre Frage`} description={t`Bitte nennen Sie keine Personen und keine Gesundheitsdaten: Frage und Antwort werden veröffentlicht.`} maxLength={1000} value={question} error={tried ? wrong.question : undefined} onChange={event => setQuestion(event.currentTarget.value)} />
              <TextInput size="md" type="email" autoComplete="email" label={t`E-Mail-Adresse (freiwillig)`} description={t`Damit wir Ihnen schreiben, wenn die Antwort da ist. Danach wird sie gelöscht.`} maxLength={254} value={mail} error={tried ? wrong.mail : undefined} onChange={event => setMail(event.currentTarget.value)} />
              <div className={calm['actions']}><Button type="submit" size="md" variant="default" loading={send.isPending}><Trans>Frage absenden</Trans></Button></div>
            </form>
          )}
    </Card>
  )
}
