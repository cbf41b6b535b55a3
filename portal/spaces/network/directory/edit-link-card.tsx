import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { isMail } from '../../../client/actor-draft.ts'
import { askForLink } from '../../../client/upkeep.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

/** For those whom an actor belongs to: their link by mail. What is said is the same, whatever they typed. */
export function EditLinkCard({ actor }: { actor: string }) {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const [mail, setMail] = useState('')
  const [tried, setTried] = useState(false)
  const ask = useMutation({ mutationFn: () => askForLink(network, actor, mail.trim()), gcTime: 0 })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (isMail(mail)) ask.mutate()
  }
  return (
    <Card title={<Trans>Ihr Eintrag?</Trans>} icon="key">
      {ask.isSuccess
        ? <Notice tone="ok" live><Trans>Gehört die Adresse zu diesem Eintrag, dann ist eine E-Mail mit einem Link unterwegs. Kommt keine an, dann wenden Sie sich bitte an die Redaktion.</Trans></Notice>
        : (
            <form noValidate onSubmit={submit} className={calm['form']}>
              <p><Trans>Wer den Eintrag pflegt oder hier als Ansprechperson steht, bekommt einen Link zum Ändern, Bestätigen oder Entfernen.</Trans></p>
              <TextInput size="md" type="email" autoComplete="email" label={t`E-Mail-Adresse`} maxLength={254} value={mail} error={tried && !isMail(mail) ? t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.` : undefined} onChange={event => setMail(event.currentTarget.value)} />
              {ask.isError && <Notice tone="bad" live>{faultText(ask.error)}</Notice>}
              <div className={calm['actions']}><Button type="submit" variant="default" loading={ask.isPending}><Trans>Bearbeitungslink anfordern</Trans></Button></div>
            </form>
          )}
    </Card>
  )
}
