import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { previewEdition, previewPath, testEdition, type EditedEdition } from '../../../client/news.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { isMail, useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './news.module.css'

/** How an edition looks as a mail, and one to the editor. */
export function MailCard({ edition: { id, state } }: { edition: EditedEdition }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const [mail, setMail] = useState('')
  const look = useMutation({ mutationFn: () => previewEdition(network, id), gcTime: 0 })
  const test = useMutation({ mutationFn: () => testEdition(network, id, mail.trim()), gcTime: 0 })
  const address = mail.trim()
  return (
    <Card title={<Trans>Als E-Mail</Trans>} icon="eye">
      <div className={calm['actions']}>
        <Button size="md" variant="default" loading={look.isPending} onClick={() => look.mutate()}><Trans>Text ansehen</Trans></Button>
        <a className={calm['button']} data-look="quiet" href={previewPath(network, id)} target="_blank" rel="noreferrer"><Trans>Gestaltet ansehen (neuer Tab)</Trans></a>
      </div>
      {look.isError && <Notice tone="bad" live>{words.fault(look.error)}</Notice>}
      {look.data !== undefined && <><p><Trans>Betreff:</Trans> <strong>{look.data.subject}</strong></p><pre className={classes['mail']} tabIndex={0} aria-label={t`Text der E-Mail`}>{look.data.text}</pre></>}
      {state === 'draft' && (
        <form className={calm['form']} onSubmit={event => { event.preventDefault(); if (isMail(mail)) test.mutate() }}>
          <TextInput size="md" type="email" autoComplete="email" label={t`Probe an mich`} description={t`Eine einzelne E-Mail an diese Adresse, so wie die Ausgabe gespeichert ist.`} maxLength={254} value={mail} onChange={event => { setMail(event.currentTarget.value); test.reset() }} />
          {test.isError && <Notice tone="bad" live>{words.fault(test.error)}</Notice>}
          {test.isSuccess && <Notice tone="ok" live><Trans>Die Probe ist unterwegs an {address}.</Trans></Notice>}
          <div className={calm['actions']}><Button type="submit" variant="default" loading={test.isPending} disabled={!isMail(mail)}><Trans>Probe senden</Trans></Button></div>
        </form>
      )}
    </Card>
  )
}
