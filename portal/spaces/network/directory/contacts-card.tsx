import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type SubmitEvent } from 'react'
import { isMail } from '../../../client/actor-draft.ts'
import { PortalFault } from '../../../client/request.ts'
import type { NamedContact, NewContact } from '../../../client/upkeep.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice, Tag } from '../../../shell/notice.tsx'
import calm from '../../../shell/calm.module.css'

const nobody: NewContact = { name: '', role: '', mail: '', phone: '' }

/** Naming people as contacts of an actor: each is asked by mail, and shown once they agree. */
export function ContactsCard({ contacts, name, drop }: { contacts: readonly NamedContact[]; name: (contact: NewContact) => Promise<unknown>; drop: (id: string) => Promise<unknown> }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(nobody)
  const [tried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState('')
  const ask = useMutation({
    mutationFn: () => name({ name: draft.name.trim(), role: draft.role.trim(), mail: draft.mail.trim(), phone: draft.phone.trim() }),
    onSuccess: () => {
      setSentTo(draft.mail.trim())
      setDraft(nobody)
      setTried(false)
    },
  })
  const remove = useMutation({ mutationFn: drop })
  const wrong = {
    name: draft.name.trim().length < 2 && t`Bitte geben Sie den Namen an.`, role: draft.role.trim().length < 2 && t`Bitte geben Sie die Funktion an, zum Beispiel IT-Leitung.`,
    mail: !isMail(draft.mail) && t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.`, phone: !/^(?:\+?[\d /()-]{5,30})?$/.test(draft.phone.trim()) && t`Eine Telefonnummer besteht aus Ziffern, zum Beispiel +49 234 56789.`,
  }
  const field = (one: keyof NewContact, maxLength: number) => ({
    size: 'md' as const, maxLength, value: draft[one], error: tried && wrong[one] !== false ? wrong[one] : undefined, onChange: (event: { currentTarget: { value: string } }) => setDraft({ ...draft, [one]: event.currentTarget.value }),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    setSentTo('')
    if (Object.values(wrong).some(one => one !== false)) return focusWrong(form.current!)
    ask.mutate()
  }
  const failed = ask.error ?? remove.error
  return (
    <Card title={<Trans>Ansprechpersonen</Trans>} icon="people">
      <p className={calm['small']}><Trans>Jede Person bekommt eine E-Mail und entscheidet selbst, was gezeigt wird. Antwortet sie 14 Tage lang nicht, werden ihre Angaben gelöscht.</Trans></p>
      {contacts.length > 0 && (
        <ul className={calm['list']}>
          {contacts.map(({ id, name: who, role, agreed }) => (
            <li key={id}>
              <Item name={who} tag={agreed ? <Tag tone="ok"><Trans>stimmt zu</Trans></Tag> : <Tag tone="quiet" icon="clock"><Trans>gefragt</Trans></Tag>}
                actions={<Button variant="default" aria-label={t`${who} entfernen`} loading={remove.isPending && remove.variables === id} onClick={() => remove.mutate(id)}><Trans>Entfernen</Trans></Button>}>{role}</Item>
            </li>
          ))}
        </ul>
      )}
      <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
        <TextInput {...field('name', 120)} label={t`Name der Person`} autoComplete="off" />
        <TextInput {...field('role', 120)} label={t`Funktion`} autoComplete="off" />
        <TextInput {...field('mail', 254)} type="email" label={t`E-Mail-Adresse der Person`} autoComplete="off" />
        <TextInput {...field('phone', 30)} type="tel" label={t`Telefon (freiwillig)`} autoComplete="off" />
        {failed !== null && <Notice tone="bad" live>{failed instanceof PortalFault && failed.code === 'community/contacts-full' ? <Trans>Mehr als zehn Personen nennt eine Einrichtung nicht.</Trans> : faultText(failed)}</Notice>}
        {sentTo !== '' && <Notice tone="ok" live><Trans>Wir haben {sentTo} gefragt.</Trans></Notice>}
        <div className={calm['actions']}><Button type="submit" variant="default" loading={ask.isPending}><Trans>Person fragen</Trans></Button></div>
      </form>
    </Card>
  )
}
