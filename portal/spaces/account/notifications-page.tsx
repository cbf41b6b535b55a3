import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import type { NotificationSettings, NoticeTopic } from '@steckwerk/api/contract/notify'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { addThisDevice, canPush, changeNotifications, fetchNotifications, giveEmail, removeDevice, removeEmail, verifyEmail } from '../../client/notifications.ts'
import { PortalFault } from '../../client/request.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { Card, Choices, Column, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { AccountTabs } from './account-tabs.tsx'
import calm from '../../shell/calm.module.css'

const queryKey = ['account', 'notifications']

/** Says what was done and asks for everything anew. */
function useAct<In>(run: (input: In) => Promise<unknown>, said: string) {
  const queries = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: run,
    onSuccess: () => {
      announce(said)
      return queries.invalidateQueries({ queryKey })
    },
  })
}

/** Whether and how one is told of news. */
export function NotificationsPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const settings = useQuery({ queryKey, queryFn: ({ signal }) => fetchNotifications(signal) })
  return (
    <Column>
      <PageHead title={t`Benachrichtigungen`} lead={<Trans>Wir sagen nur, dass es Neues gibt und von welchem Haus. Worum es geht, lesen Sie nach der Anmeldung.</Trans>} />
      <AccountTabs />
      {settings.isError && <Notice tone="bad" live>{faultText(settings.error)}</Notice>}
      {settings.isPending && <Loading />}
      {settings.isSuccess && <><EmailCard settings={settings.data} /><TopicsCard settings={settings.data} /><DevicesCard settings={settings.data} /></>}
    </Column>
  )
}

function EmailCard({ settings: { email, mailOn, language } }: { settings: NotificationSettings }) {
  const { t, i18n } = useLingui()
  const faultText = useFaultText()
  const [address, setAddress] = useState('')
  const [code, setCode] = useState('')
  const give = useAct(giveEmail, t`Ein Code ist unterwegs.`)
  const verify = useAct(verifyEmail, t`Die Adresse ist bestätigt.`)
  const remove = useAct(removeEmail, t`Die Adresse ist entfernt.`)
  const wrongAddress = give.error instanceof PortalFault && give.error.code === 'notify/address-form'
  const wrongCode = verify.error instanceof PortalFault && verify.error.code === 'notify/code-refused'
  const failed = [give.error, verify.error, remove.error].find(error => error !== null && !(wrongAddress && error === give.error) && !(wrongCode && error === verify.error))
  const ask = (to: string) => give.mutate({ address: to, language: i18n.locale === 'en' ? 'en' : language })
  const submit = (run: () => void) => (event: SubmitEvent) => {
    event.preventDefault()
    run()
  }
  return (
    <Card title={<Trans>E-Mail</Trans>} icon="bell" beside={email === null ? undefined : <AddressState state={email.state} />}>
      {!mailOn && <Notice tone="quiet"><Trans>Dieses Portal versendet zurzeit keine E-Mails.</Trans></Notice>}
      {email?.state === 'bounced' && <Notice tone="bad"><Trans>Eine E-Mail an diese Adresse kam zurück. Prüfen Sie die Adresse und bestätigen Sie sie neu.</Trans></Notice>}
      {email !== null && <p>{email.address}</p>}
      {email?.state === 'unverified' && (
        <form onSubmit={submit(() => verify.mutate(code))} className={calm['confirm']}>
          <TextInput label={<Trans>Code aus der E-Mail</Trans>} value={code} onChange={event => setCode(event.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" maxLength={7} required error={wrongCode && t`Dieser Code passt nicht oder ist abgelaufen.`} />
          <div><Button type="submit" loading={verify.isPending}><Trans>Adresse bestätigen</Trans></Button></div>
        </form>
      )}
      {mailOn && (email === null || email.state === 'bounced') && (
        <form onSubmit={submit(() => ask(address))} className={calm['confirm']}>
          <TextInput type="email" label={<Trans>E-Mail-Adresse</Trans>} value={address} onChange={event => setAddress(event.currentTarget.value)} autoComplete="email" maxLength={254} required error={wrongAddress && t`An diese Adresse lässt sich nicht schreiben.`} />
          <div><Button type="submit" loading={give.isPending}><Trans>Code zusenden</Trans></Button></div>
        </form>
      )}
      {email !== null && (
        <div>
          {mailOn && email.state === 'unverified' && <Button variant="default" loading={give.isPending} onClick={() => ask(email.address)}><Trans>Code noch einmal senden</Trans></Button>}
          <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate(undefined)}><Trans>Adresse entfernen</Trans></Button>
        </div>
      )}
      {failed !== undefined && <Notice tone="bad" live>{faultText(failed)}</Notice>}
    </Card>
  )
}

function AddressState({ state }: { state: 'unverified' | 'verified' | 'bounced' }) {
  if (state === 'verified') return <Tag tone="ok"><Trans>bestätigt</Trans></Tag>
  if (state === 'bounced') return <Tag tone="bad"><Trans>nicht erreichbar</Trans></Tag>
  return <Tag tone="quiet"><Trans>noch nicht bestätigt</Trans></Tag>
}

function TopicsCard({ settings: { topics, language } }: { settings: NotificationSettings }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const change = useAct(changeNotifications, t`Gespeichert.`)
  return (
    <Card title={<Trans>Worüber</Trans>} icon="check">
      <Choices
        several legend={<Trans>Ich möchte wissen, wenn es Neues gibt zu:</Trans>} chosen={topics} onChange={chosen => change.mutate({ topics: chosen as NoticeTopic[] })}
        options={[
          { value: 'appointments', label: <Trans>Terminen</Trans> }, { value: 'forms', label: <Trans>Fragebögen</Trans> }, { value: 'news', label: <Trans>allem anderen</Trans> },
        ]}
      />
      <p className={calm['small']}><Trans>Über Änderungen an Ihrem Zugang informieren wir Sie immer.</Trans></p>
      <Choices
        legend={<Trans>Sprache der Nachrichten</Trans>} chosen={[language]} onChange={([chosen]) => change.mutate({ language: chosen === 'en' ? 'en' : 'de' })}
        options={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]}
      />
      {change.isError && <Notice tone="bad" live>{faultText(change.error)}</Notice>}
    </Card>
  )
}

function DevicesCard({ settings: { devices, pushKey } }: { settings: NotificationSettings }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const faultText = useFaultText()
  const add = useAct(() => addThisDevice(pushKey), t`Erledigt.`)
  const remove = useAct(removeDevice, t`Das Gerät wird nicht mehr benachrichtigt.`)
  return (
    <Card title={<Trans>Auf diesem Gerät</Trans>} icon="phone">
      <p className={calm['dim']}><Trans>Ihr Browser zeigt „Es gibt Neues“, auch wenn das Portal geschlossen ist. Mehr steht dort nie.</Trans></p>
      {devices.map(({ id, name, addedAt }) => (
        <Item key={id} name={name === '' ? <Trans>Unbekanntes Gerät</Trans> : name} actions={<Button variant="default" loading={remove.isPending && remove.variables === id} onClick={() => remove.mutate(id)}><Trans>Abschalten</Trans></Button>}>
          {dateTime(addedAt)}
        </Item>
      ))}
      {canPush()
        ? <div><Button variant="default" loading={add.isPending} onClick={() => add.mutate(undefined)}><Trans>Dieses Gerät benachrichtigen</Trans></Button></div>
        : <p className={calm['small']}><Trans>Dieser Browser kann das nicht.</Trans></p>}
      {add.data === false && <Notice tone="quiet" live><Trans>Ihr Browser erlaubt dem Portal keine Benachrichtigungen. Sie können das in seinen Einstellungen ändern.</Trans></Notice>}
      {add.isError && <Notice tone="bad" live>{add.error instanceof PortalFault ? faultText(add.error) : <Trans>Ihr Browser konnte das nicht einrichten.</Trans>}</Notice>}
      {remove.isError && <Notice tone="bad" live>{faultText(remove.error)}</Notice>}
    </Card>
  )
}
