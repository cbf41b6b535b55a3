import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Factors, Passkey } from '@steckwerk/api/contract/account'
import { useState, type SubmitEvent } from 'react'
import { addPasskey, removePasskey, renamePasskey } from '../../client/account.ts'
import { Card, ConfirmInPlace, Item } from '../../shell/calm.tsx'
import { textOf } from '../../shell/form-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { canUsePasskeys, PasskeyPlace } from '../entrance/passkey-place.tsx'
import { useEntranceFault } from '../entrance/use-entrance-fault.ts'
import { useChange } from './use-change.ts'
import calm from '../../shell/calm.module.css'

export function PasskeysCard({ factors }: { factors: Factors }) {
  const { t } = useLingui()
  const text = useEntranceFault()
  const [naming, setNaming] = useState(false)
  const add = useChange(addPasskey, t`Der Passkey ist eingerichtet.`, () => setNaming(false))
  const usable = canUsePasskeys(factors.passkeyUse)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    add.mutate(textOf(new FormData(event.currentTarget), 'name').trim() || t`Mein Gerät`)
  }
  return (
    <Card title={<Trans>Passkeys</Trans>} icon="key">
      <p className={calm['dim']}><Trans>Anmelden wie Sie Ihr Gerät entsperren: mit Fingerabdruck, Gesicht oder PIN. Ohne Passwort.</Trans></p>
      {factors.passkeys.length === 0
        ? <p><Trans>Noch kein Passkey. Am besten richten Sie einen auf dem Gerät ein, das Sie am häufigsten nutzen.</Trans></p>
        : <ul className={calm['list']}>{factors.passkeys.map(passkey => <PasskeyItem key={passkey.id} passkey={passkey} last={factors.passkeys.length === 1 && factors.password === null} />)}</ul>}
      {!usable && <PasskeyPlace use={factors.passkeyUse} />}
      {usable && !naming && <div><Button variant={factors.passkeys.length === 0 ? 'filled' : 'default'} onClick={() => setNaming(true)}><Trans>Passkey hinzufügen</Trans></Button></div>}
      {usable && naming && (
        <form onSubmit={submit} className={calm['confirm']}>
          <TextInput name="name" label={t`Name, an dem Sie ihn erkennen`} placeholder={t`z. B. Mein Telefon`} maxLength={60} autoComplete="off" autoFocus />
          {add.trouble !== null && <Notice tone="bad" live>{text(add.trouble)}</Notice>}
          <div className={calm['actions']}>
            <Button type="submit" loading={add.isPending}><Trans>Weiter zum Gerät</Trans></Button>
            <Button variant="default" onClick={() => setNaming(false)}><Trans>Abbrechen</Trans></Button>
          </div>
        </form>
      )}
    </Card>
  )
}

function PasskeyItem({ passkey, last }: { passkey: Passkey; last: boolean }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const [renaming, setRenaming] = useState(false)
  const remove = useChange(() => removePasskey(passkey.id), t`Der Passkey ist entfernt.`)
  const rename = useChange((name: string) => renamePasskey(passkey.id, name), t`Umbenannt.`, () => setRenaming(false))
  const [added, used] = [dateTime(passkey.addedAt), passkey.usedAt === null ? null : dateTime(passkey.usedAt)]
  const name = passkey.name
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = textOf(new FormData(event.currentTarget), 'name').trim()
    if (given !== '') rename.mutate(given)
  }
  return (
    <li>
      <Item
        name={name}
        actions={renaming ? undefined : (
          <div className={calm['actions']}>
            <Button variant="subtle" onClick={() => setRenaming(true)} aria-label={t`${name} umbenennen`}><Trans>Umbenennen</Trans></Button>
            {!last && (
              <ConfirmInPlace label={<Trans>Entfernen</Trans>} title={<Trans>„{name}“ entfernen?</Trans>} confirm={<Trans>Passkey entfernen</Trans>} run={() => remove.mutate(undefined)} pending={remove.isPending} error={remove.trouble}>
                <p><Trans>Mit diesem Gerät können Sie sich dann nicht mehr ohne Passwort anmelden. Löschen Sie den Passkey auch in den Einstellungen des Geräts.</Trans></p>
              </ConfirmInPlace>
            )}
          </div>
        )}
      >
        <span className={calm['small']}><Trans>Eingerichtet {added}</Trans>{' · '}{used === null ? <Trans>noch nicht verwendet</Trans> : <Trans>zuletzt verwendet {used}</Trans>}{passkey.synced && <>{' · '}<Trans>auch auf Ihren anderen Geräten</Trans></>}</span>
        {last && <span className={calm['small']}><Trans>Ihr einziger Weg hinein; er lässt sich erst entfernen, wenn es einen anderen gibt.</Trans></span>}
      </Item>
      {renaming && (
        <form onSubmit={submit} className={calm['confirm']}>
          <TextInput name="name" label={t`Neuer Name`} defaultValue={name} maxLength={60} required withAsterisk={false} autoComplete="off" autoFocus />
          <div className={calm['actions']}><Button type="submit" loading={rename.isPending}><Trans>Speichern</Trans></Button><Button variant="default" onClick={() => setRenaming(false)}><Trans>Abbrechen</Trans></Button></div>
        </form>
      )}
    </li>
  )
}
