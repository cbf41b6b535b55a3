import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { BrokerInfo, NewBroker } from '@steckwerk/api/contract/marketplace'
import { useState, type SubmitEvent } from 'react'
import { addBroker, changeBroker } from '../../client/brokers.ts'
import { focusWrong } from '../../shell/focus-wrong.ts'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { Detail } from '../carrier/detail.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useBrokerWords } from './use-broker-words.ts'
import classes from '../carrier/carrier.module.css'

/** Registers a broker, or changes how it is reached. The password goes in and is never shown again. */
export function BrokerForm({ broker, onDone, onClose }: { broker?: BrokerInfo; onDone: (broker: BrokerInfo) => void; onClose: () => void }) {
  const { t } = useLingui()
  const words = useBrokerWords()
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const save = useAct((form: NewBroker) => broker === undefined ? addBroker(form) : changeBroker(broker.id, form), ['brokers'], t`Gespeichert.`, onDone)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const [name, url, user, password] = [textOf(data, 'name').trim(), textOf(data, 'url').trim(), textOf(data, 'user').trim(), textOf(data, 'password')]
    const found = {
      ...name === '' ? { name: t`Bitte nennen Sie den Namen.` } : {},
      ...!URL.canParse(url) ? { url: t`Bitte geben Sie eine Adresse an, zum Beispiel https://broker.example.` } : {},
      ...user === '' || user.includes(':') ? { user: t`Bitte nennen Sie den Benutzer, ohne Doppelpunkt.` } : {},
      ...password === '' && broker === undefined ? { password: t`Bitte geben Sie das Passwort an.` } : {},
    }
    setWrong(found)
    if (Object.keys(found).length > 0) return focusWrong(form)
    save.mutate({ name, url, user, ...(password === '' ? {} : { password }) })
  }
  return (
    <Detail title={broker === undefined ? <Trans>Anbieter eintragen</Trans> : <Trans>{broker.name} ändern</Trans>} onClose={onClose}>
      <form className={classes['form']} onSubmit={submit} noValidate>
        <TextInput name="name" label={t`Name`} defaultValue={broker?.name} maxLength={200} autoComplete="off" error={wrong['name']} />
        <TextInput name="url" label={t`Adresse des Brokers`} description={t`Darunter liegt /v2/catalog.`} defaultValue={broker?.url} inputMode="url" placeholder="https://" maxLength={500} autoComplete="off" error={wrong['url']} />
        <TextInput name="user" label={t`Benutzer`} defaultValue={broker?.user} maxLength={200} autoComplete="off" error={wrong['user']} />
        <PasswordInput
          name="password" label={t`Passwort`} description={broker === undefined ? t`Wird versiegelt gespeichert und nie wieder gezeigt.` : t`Leer: Es bleibt, wie es ist. Gezeigt wird es nie.`}
          maxLength={500} autoComplete="new-password" error={wrong['password']} visibilityToggleButtonProps={{ 'aria-label': t`Passwort zeigen` }}
        />
        {save.trouble !== null && <Notice tone="bad" live>{words.fault(save.trouble)}</Notice>}
        <div className={classes['actions']}>
          <Button type="submit" loading={save.isPending}>{broker === undefined ? <Trans>Eintragen und Katalog abrufen</Trans> : <Trans>Speichern und Katalog abrufen</Trans>}</Button>
          <Button variant="default" onClick={onClose}><Trans>Abbrechen</Trans></Button>
        </div>
      </form>
    </Detail>
  )
}
